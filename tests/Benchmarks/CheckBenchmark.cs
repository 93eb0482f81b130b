using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Benchmarks;

/// <summary>Whole checks – integrity, changes, path with a revocation list – against a fixed time or the hash of the same file.</summary>
internal static class CheckBenchmark
{
    public static IReadOnlyList<Measurement> Run(bool quick)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark");
        try
        {
            return new Bench(folder.FullName, quick).Run();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A process of its own for one file (none: only what every check needs): prints its peak memory in bytes.</summary>
    public static int Alone(string? path)
    {
        var options = Options(Signer.P256());
        if (path is not null)
        {
            using var file = Open(path);
            if (PdfValidator.Validate(file, options).Conclusion != DocumentConclusion.Intact) return 1;
        }
        // The kernel's own record, which a read of VmHWM gives to the kilobyte.
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        Console.WriteLine(long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024);
        return 0;
    }

    private static ValidationOptions Options(Signer signer)
    {
        if (!CertificateRevocationList.TryRead(signer.List, out var list, out var problem)) throw new InvalidOperationException(problem);
        return new ValidationOptions { At = Signer.Time, Trust = new TrustStore([signer.Issuer]), Crls = [list] };
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

    private sealed class Bench
    {
        private readonly List<Measurement> results = [];
        private readonly Signer signer = Signer.Rsa();
        private readonly ValidationOptions options;
        private readonly string folder;
        private readonly bool quick;

        public Bench(string folder, bool quick)
        {
            (this.folder, this.quick) = (folder, quick);
            options = Options(signer);
        }

        public List<Measurement> Run()
        {
            var small = Document("50 KB", 2, 50_000, 1);
            Add("check 1 signature on 50 KB", InMemory(small), 200, "one millisecond", 1, 1.5);
            Add("check 10 signatures on 50 KB", InMemory(Document("50 KB", 2, 50_000, 10)), 50, "one millisecond", 1, 6);
            var medium = Document("2 MB", 20, 2_000_000, 10);
            Limit("SHA-256 of 2 MB", medium, 50);
            Add("check 10 signatures on 2 MB, 20 pages", InMemory(medium), 20, "one millisecond", 1, 12);
            var tagged = Document("2 MB tagged", 20, 2_000_000, 10, paragraphs: 60);
            Add("check 10 signatures on 2 MB, 20 pages, 1,260 objects", InMemory(tagged), 20, "one millisecond", 1, 12);
            var large = Document("25 MB", 25, 25_000_000, 1);
            var hash = Limit("SHA-256 of 25 MB", large, 5);
            Add("check 1 signature on 25 MB", OnDisk(large), 5, "SHA-256 of the file", hash, 1.3);
            var many = Document("25 MB", 25, 25_000_000, 10);
            Add("check 10 signatures on 25 MB", OnDisk(many), 5, "SHA-256 of the file", hash, 1.6);
            if (!quick) Memory();
            return results;
        }

        // ISO 32000-2 §12.8.1 lets each revision be signed; every one of them covers all before it.
        private string Document(string name, int pages, long size, int signatures, int paragraphs = 0)
        {
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{signatures}.pdf"));
            SampleDocuments.Write(path, pages, size, paragraphs);
            for (var i = 0; i < signatures; i++)
            {
                PreparedSignature prepared;
                using (var file = Open(path)) prepared = PdfSigner.Prepare(file, signer.Plan(null));
                using var output = new FileStream(path, FileMode.Append);
                output.Write(PdfSigner.Complete(prepared, signer.Sign(prepared.Digest)));
            }
            return path;
        }

        private Action InMemory(string path)
        {
            var bytes = File.ReadAllBytes(path);
            return () => Check(new MemoryStream(bytes, writable: false));
        }

        private Action OnDisk(string path) => () =>
        {
            using var file = Open(path);
            Check(file);
        };

        private void Check(Stream pdf)
        {
            var report = PdfValidator.Validate(pdf, options);
            if (report.Conclusion != DocumentConclusion.Intact || report.Signatures.Any(s => s.Conclusion.Indication != Indication.TotalPassed))
                throw new InvalidOperationException("The sample must pass, or the figure means nothing.");
        }

        private double Limit(string name, string path, int perRound)
        {
            Add(name, () =>
            {
                using var file = Open(path);
                SHA256.HashData(file);
            }, perRound, "", 0, 0);
            return results[^1].CpuMs;
        }

        private void Memory()
        {
            var path = Document("200 MB", 100, 200_000_000, 10);
            var idle = PeakOf(null);
            var peak = PeakOf(path);
            var over = (peak - idle) / 1048576.0;
            results.Add(new Measurement("memory for 10 signatures on 200 MB", 0, 0, 0, peak, "MB above an idle process", 0, 64) { MegabytesOverIdle = over });
            Console.Error.WriteLine($"memory: {over:0.0} MB above {idle / 1048576.0:0.0} MB");
        }

        private static long PeakOf(string? path)
        {
            var program = Path.Combine(AppContext.BaseDirectory, typeof(CheckBenchmark).Assembly.GetName().Name!);
            var start = new ProcessStartInfo(program, path is null ? ["alone"] : ["alone", path]) { RedirectStandardOutput = true, UseShellExecute = false };
            using var process = Process.Start(start)!;
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? long.Parse(said, CultureInfo.InvariantCulture) : throw new InvalidOperationException("The check alone failed.");
        }

        private void Add(string name, Action act, int perRound, string limit, double limitMs, double goal)
        {
            var (cpu, wall, allocated) = Measure.Of(act, perRound);
            using var process = Process.GetCurrentProcess();
            results.Add(new Measurement(name, cpu, wall, allocated, process.PeakWorkingSet64, limit, limitMs, goal));
            Console.Error.WriteLine($"{name}: {cpu:0.000} ms");
        }
    }
}
