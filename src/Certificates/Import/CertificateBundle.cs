using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Cms;

namespace ThanhHoa.DigitalSignature.Certificates.Import;

/// <summary>One thing found in what was sent.</summary>
/// <param name="Name">Its name in the archive, or the file's.</param>
/// <param name="Der">The certificate; null when it is none.</param>
/// <param name="Device">A line of the list of devices; such entries come after all certificates.</param>
internal sealed record BundleEntry(string Name, byte[]? Der, DeviceLine? Device = null);

/// <summary>Why a file cannot be read as a whole.</summary>
internal enum BundleFault
{
    /// <summary>No archive that can be read.</summary>
    Damaged,

    /// <summary>More entries or certificates than are read at once.</summary>
    TooMany,

    /// <summary>One entry, or all of them together, come out larger than certificates are.</summary>
    TooLarge,
}

/// <summary>The file is refused; where in it.</summary>
internal sealed class BundleRefusedException(BundleFault fault, string entry) : Exception($"{fault}: {entry}")
{
    public BundleFault Fault { get; } = fault;

    public string Entry { get; } = entry;
}

/// <summary>Reads .cer, .p7b and .zip by content, within limits: certificates are small, and an archive of more is no archive of certificates.</summary>
internal static class CertificateBundle
{
    public const long LargestFile = 64 * 1024 * 1024;
    public const int MostEntries = 20_000;

    private const int MostLines = 20_000;
    private const int LargestCertificate = 64 * 1024;
    private const int LargestBag = 4 * 1024 * 1024;

    // All that comes out of one archive: of small entries that unpack to the limit each, too, there can be a bomb.
    private const long LargestContents = 256L * 1024 * 1024;

    /// <exception cref="BundleRefusedException">More than the limits, or a damaged archive.</exception>
    public static List<BundleEntry> Read(Stream content, string name)
    {
        var head = new byte[4];
        var read = content.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        content.Position = 0;
        try
        {
            var found = new List<BundleEntry>();
            foreach (var entry in read == 4 && head.AsSpan().SequenceEqual("PK\u0003\u0004"u8) ? Archive(content) : Single(All(content, name), name))
            {
                if (found.Count == MostEntries + MostLines) throw new BundleRefusedException(BundleFault.TooMany, entry.Name);
                found.Add(entry);
            }

            return found;
        }
        catch (InvalidDataException)
        {
            throw new BundleRefusedException(BundleFault.Damaged, name);
        }
    }

    private static IEnumerable<BundleEntry> Archive(Stream content)
    {
        using var archive = new ZipArchive(content, ZipArchiveMode.Read);
        if (archive.Entries.Count > MostEntries) throw new BundleRefusedException(BundleFault.TooMany, archive.Entries[MostEntries].FullName);
        var devices = new List<DeviceLine>();
        var total = 0L;
        foreach (var entry in archive.Entries.Where(e => e.Name.Length > 0))
        {
            using var file = entry.Open();
            // The size in the directory is a claim; what comes out is counted.
            var bytes = All(file, entry.FullName);
            if ((total += bytes.Length) > LargestContents) throw new BundleRefusedException(BundleFault.TooLarge, entry.FullName);
            if (entry.FullName.Equals(DeviceLine.FileName, StringComparison.OrdinalIgnoreCase)) devices.AddRange(DeviceLine.Read(bytes).Take(MostLines + 1));
            else foreach (var found in Single(bytes, entry.FullName)) yield return found;
        }

        foreach (var device in devices) yield return new BundleEntry(device.Name, null, device);
    }

    private static IEnumerable<BundleEntry> Single(byte[] bytes, string name)
    {
        if (bytes.Length == 0) return [new BundleEntry(name, null)];
        if (bytes.Length <= LargestCertificate && Certificate(bytes) is { } der) return [new BundleEntry(name, der)];
        return Bag(bytes) is { Count: > 0 } bag ? bag.Select(d => new BundleEntry(name, d)) : [new BundleEntry(name, null)];
    }

    private static byte[]? Certificate(byte[] bytes)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(bytes);
            return certificate.RawData;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // RFC 2315 §9.1: a SignedData without signers carries certificates.
    private static List<byte[]> Bag(byte[] bytes)
    {
        try
        {
            var text = System.Text.Encoding.ASCII.GetString(bytes, 0, Math.Min(bytes.Length, 64));
            if (text.Contains("-----BEGIN", StringComparison.Ordinal)) bytes = Convert.FromBase64String(Body(System.Text.Encoding.ASCII.GetString(bytes)));
            return [.. new CmsSignedData(bytes).GetCertificates().EnumerateMatches(null).Take(MostEntries).Select(c => c.GetEncoded())];
        }
        catch (Exception error) when (error is CmsException or FormatException or ArgumentException or IOException or InvalidCastException or NullReferenceException)
        {
            return [];
        }
    }

    private static string Body(string pem)
    {
        var fields = PemEncoding.Find(pem);
        return pem[fields.Base64Data];
    }

    private static byte[] All(Stream stream, string name)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > LargestBag) throw new BundleRefusedException(BundleFault.TooLarge, name);
        }

        return bytes.ToArray();
    }
}
