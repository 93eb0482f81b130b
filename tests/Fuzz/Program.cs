using System.Runtime.Loader;
using SharpFuzz;

namespace ThanhHoa.DigitalSignature.Fuzz;

/// <summary>Instruments the engine, loads it once more so, and runs the campaign on that copy.</summary>
internal static class Program
{
    private const string Engine = "ThanhHoa.DigitalSignature.Pades";

    public static int Main(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("fuzz");
        try
        {
            var instrumented = Path.Combine(folder.FullName, Engine + ".dll");
            File.Copy(Path.Combine(AppContext.BaseDirectory, Engine + ".dll"), instrumented);
            Fuzzer.Instrument(instrumented, static _ => true, Options.Value);
            var copy = new InstrumentedCopy(instrumented);
            var campaign = copy.LoadFromAssemblyPath(typeof(Program).Assembly.Location).GetType(typeof(Campaign).FullName!)!;
            return (int)campaign.GetMethod(nameof(Campaign.Run))!.Invoke(null, [args])!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>This program and the engine a second time, so that the counters are in the engine and nothing else changes.</summary>
    private sealed class InstrumentedCopy(string engine) : AssemblyLoadContext("instrumented")
    {
        protected override System.Reflection.Assembly? Load(System.Reflection.AssemblyName assemblyName) =>
            assemblyName.Name == Engine ? LoadFromAssemblyPath(engine) : null;
    }
}
