using ThanhHoa.DigitalSignature.Benchmarks;

if (args is not ["engine", ..])
{
    Console.Error.WriteLine("usage: Benchmarks engine [--json] [--quick]");
    return 2;
}
var results = EngineBenchmark.Run(quick: args.Contains("--quick"));
Console.WriteLine(args.Contains("--json") ? BenchmarkReport.Json(results) : BenchmarkReport.Table(results));
return 0;
