using ThanhHoa.DigitalSignature.Benchmarks;
using ThanhHoa.DigitalSignature.Benchmarks.Batch;
using ThanhHoa.DigitalSignature.Benchmarks.Registry;

if (args is ["alone", ..]) return CheckBenchmark.Alone(args.Length > 1 ? args[1] : null);
if (args is ["batch", ..]) return await BatchBenchmark.RunAsync(args.Contains("--json"), Number("--token-ms", 250), Number("--rounds", 200));
if (args is ["registry", ..]) return await RegistryBenchmark.RunAsync(args.Contains("--json"));
if (args is not ["engine" or "check", ..])
{
    await Console.Error.WriteLineAsync("usage: Benchmarks engine|check [--json] [--quick]\n       Benchmarks registry [--json]\n       Benchmarks batch [--json] [--token-ms 250] [--rounds 200]");
    return 2;
}
var quick = args.Contains("--quick");
var isCheck = args[0] == "check";
var results = isCheck ? CheckBenchmark.Run(quick) : EngineBenchmark.Run(quick);
await Console.Out.WriteLineAsync(!args.Contains("--json") ? BenchmarkReport.Table(results) : isCheck ? BenchmarkReport.JsonObject(results) : BenchmarkReport.Json(results));
return 0;

int Number(string name, int usual) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], System.Globalization.CultureInfo.InvariantCulture) : usual;
