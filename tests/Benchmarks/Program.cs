using ThanhHoa.DigitalSignature.Benchmarks;
using ThanhHoa.DigitalSignature.Benchmarks.Registry;

if (args is ["alone", ..]) return CheckBenchmark.Alone(args.Length > 1 ? args[1] : null);
if (args is ["registry", ..]) return await RegistryBenchmark.RunAsync(args.Contains("--json"));
if (args is not ["engine" or "check", ..])
{
    await Console.Error.WriteLineAsync("usage: Benchmarks engine|check [--json] [--quick]\n       Benchmarks registry [--json]");
    return 2;
}
var quick = args.Contains("--quick");
var isCheck = args[0] == "check";
var results = isCheck ? CheckBenchmark.Run(quick) : EngineBenchmark.Run(quick);
await Console.Out.WriteLineAsync(!args.Contains("--json") ? BenchmarkReport.Table(results) : isCheck ? BenchmarkReport.JsonObject(results) : BenchmarkReport.Json(results));
return 0;
