using System.Diagnostics;
using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Benchmarks;

/// <summary>The engine against the limits of the same machine in the same run: raw key operations, hashing, copying.</summary>
internal static class EngineBenchmark
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

    private sealed class Bench(string folder, bool quick)
    {
        private readonly List<Measurement> results = [];
        private readonly Signer rsa = Signer.Rsa();
        private readonly Signer p256 = Signer.P256();

        // One buffer for all results: a new array of more than 85,000 bytes would charge its full collection to the signature.
        private readonly byte[] signed = new byte[1 << 20];
        private double rawRsa;

        public List<Measurement> Run()
        {
            rawRsa = Limit("raw RSA-2048 signature", () => rsa.Sign(new byte[32]), 400);
            Limit("raw P-256 signature", () => p256.Sign(new byte[32]), 2000);
            var small = Document("50 KB", 2, 50_000);
            var bytes = File.ReadAllBytes(small);
            Add("sign 50 KB, invisible", () => InMemory(bytes, rsa, null), 200, "raw RSA-2048", rawRsa, 1.6);
            Add("sign 50 KB, visible", () => InMemory(bytes, rsa, Seal()), 200, "raw RSA-2048", rawRsa, 2.5);
            Add("sign 50 KB, P-256", () => InMemory(bytes, p256, null), 400, "raw RSA-2048", rawRsa, 0.9);
            var eleventh = bytes;
            for (var i = 0; i < 10; i++) eleventh = Signed(eleventh);
            Add("eleventh signature on 50 KB", () => InMemory(eleventh, rsa, null), 200, "raw RSA-2048", rawRsa, 2);
            var prepared = PdfSigner.Prepare(new MemoryStream(bytes), rsa.Plan(null));
            var value = rsa.Sign(prepared.Digest);
            Add("complete (embed), ms", () => PdfSigner.Complete(prepared, value), 1000, "one millisecond", 1, 0.1);
            Add("check 11 signatures, each", () => PdfValidator.Validate(new MemoryStream(eleventh), new ValidationOptions { At = Signer.Time }), 50, "", 0, 0);
            Large("2 MB, 20 pages", 20, 2_000_000, 30, 1.3);
            Large("25 MB scan", 25, 25_000_000, 5, 1.15);
            if (!quick) Large("200 MB scan", 100, 200_000_000, 2, 1.1);
            return results;
        }

        private void Large(string name, int pages, long size, int perRound, double goal)
        {
            var source = Document(name, pages, size);
            var target = Path.Combine(folder, "out.pdf");
            var hash = Limit($"SHA-256 of {name}", () => Hash(source), perRound);
            var copy = Limit($"copy of {name}", () => File.Copy(source, target, overwrite: true), perRound);
            Add($"sign {name}", () => ToFile(source, target), perRound, "RSA + SHA-256 + copy", rawRsa + hash + copy, goal);
            if (size == 25_000_000) Add($"prepare {name}", () => Prepare(source), perRound, "SHA-256 of the file", hash, 1.1);
            File.Delete(source);
        }

        private string Document(string name, int pages, long size)
        {
            var path = Path.Combine(folder, name.Replace(' ', '_') + ".pdf");
            SampleDocuments.Write(path, pages, size);
            return path;
        }

        private byte[] Signed(byte[] pdf)
        {
            var length = InMemory(pdf, rsa, null);
            return signed[..length];
        }

        private int InMemory(byte[] pdf, Signer signer, SignatureAppearance? appearance)
        {
            var prepared = PdfSigner.Prepare(new MemoryStream(pdf), signer.Plan(appearance));
            var increment = PdfSigner.Complete(prepared, signer.Sign(prepared.Digest));
            pdf.CopyTo(signed, 0);
            increment.CopyTo(signed, pdf.Length);
            return pdf.Length + increment.Length;
        }

        private void ToFile(string source, string target)
        {
            var prepared = Prepare(source);
            var increment = PdfSigner.Complete(prepared, rsa.Sign(prepared.Digest));
            File.Copy(source, target, overwrite: true);
            using var output = new FileStream(target, FileMode.Append);
            output.Write(increment);
        }

        private PreparedSignature Prepare(string source)
        {
            using var file = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return PdfSigner.Prepare(file, rsa.Plan(null));
        }

        private static void Hash(string source)
        {
            using var file = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            SHA256.HashData(file);
        }

        private static SignatureAppearance Seal() => new()
        {
            Rectangle = new PdfRectangle(300, 100, 220, 60),
            Lines = ["Ký bởi: NGUYỄN THỊ HƯỜNG", "Cơ quan: Uỷ ban nhân dân tỉnh", "Thời gian ký: 02/03/2026 09:30:00"],
        };

        private double Limit(string name, Action act, int perRound)
        {
            Add(name, act, perRound, "", 0, 0);
            return results[^1].CpuMs;
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
