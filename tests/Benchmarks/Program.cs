using ThanhHoa.DigitalSignature.Benchmarks;

if (args is ["alone", ..]) return CheckBenchmark.Alone(args.Length > 1 ? args[1] : null);
if (args is not ["engine" or "check", ..])
{
    Console.Error.WriteLine("usage: Benchmarks engine|check [--json] [--quick]");
    return 2;
}
var quick = args.Contains("--quick");
var isCheck = args[0] == "check";
var results = isCheck ? CheckBenchmark.Run(quick) : EngineBenchmark.Run(quick);
Console.WriteLine(!args.Contains("--json") ? BenchmarkReport.Table(results) : isCheck ? BenchmarkReport.JsonObject(results) : BenchmarkReport.Json(results));
return 0;
