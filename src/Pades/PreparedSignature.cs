using System.Security.Cryptography;
using System.Text;

namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>
/// A signature that waits for its value: small, free of the document, fit to be stored and to be completed by another process.
/// The form written by <see cref="ToBytes"/>: "THPS", version, fields with lengths, SHA-256 over all before.
/// </summary>
public sealed class PreparedSignature
{
    private const byte Version = 1;
    private const int MaximumBytes = 64 << 20;

    internal PreparedSignature()
    {
    }

    /// <summary>The signed attributes, DER of the SET OF (RFC 5652 §5.4). Ed25519 signs these very bytes.</summary>
    public byte[] SignedAttributes { get; internal init; } = [];

    /// <summary>The hash of <see cref="SignedAttributes"/>: what an RSA or ECDSA device signs.</summary>
    public byte[] Digest { get; internal init; } = [];

    /// <summary>The hash over the signed bytes of the document.</summary>
    public byte[] DocumentDigest { get; internal init; } = [];

    /// <summary>The hash of both digests.</summary>
    public HashAlgorithmName Hash { get; internal init; }

    /// <summary>How the device signs.</summary>
    public SignatureScheme Scheme { get; internal init; }

    /// <summary>Length of the document that was prepared; the completed bytes are appended right there.</summary>
    public long OriginalLength { get; internal init; }

    /// <summary>What of the finished file is signed.</summary>
    public ByteRange ByteRange { get; internal init; }

    /// <summary>Until when the caller should accept the signature value.</summary>
    public DateTimeOffset Expires { get; internal init; }

    /// <summary>Name of the field that is signed.</summary>
    public string FieldName { get; internal init; } = "";

    /// <summary>The signer's certificate, then its issuers; DER.</summary>
    public IReadOnlyList<byte[]> Certificates { get; internal init; } = [];

    /// <summary>What will be appended, with zeros where the signature goes.</summary>
    internal byte[] Increment { get; init; } = [];

    /// <summary>Length in bytes that the finished file will have.</summary>
    public long FinalLength => OriginalLength + Increment.Length;

    /// <summary>The value in its stored form.</summary>
    public byte[] ToBytes()
    {
        using var memory = new MemoryStream(Increment.Length + 4096);
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write("THPS"u8);
        writer.Write(Version);
        writer.Write((byte)Scheme);
        writer.Write(Hash.Name!);
        writer.Write(OriginalLength);
        writer.Write(ByteRange.FirstLength);
        writer.Write(ByteRange.Second);
        writer.Write(ByteRange.SecondLength);
        writer.Write(Expires.UtcTicks);
        writer.Write(FieldName);
        WriteBlock(writer, SignedAttributes);
        WriteBlock(writer, Digest);
        WriteBlock(writer, DocumentDigest);
        WriteBlock(writer, Increment);
        writer.Write(Certificates.Count);
        foreach (var certificate in Certificates) WriteBlock(writer, certificate);
        writer.Flush();
        writer.Write(SHA256.HashData(memory.GetBuffer().AsSpan(0, (int)memory.Length)));
        writer.Flush();
        return memory.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote; anything altered, cut or of another version is refused with <see cref="PdfErrorCode.StateInvalid"/>.</summary>
    public static PreparedSignature FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is < 64 or > MaximumBytes || !bytes.StartsWith("THPS"u8)) throw Invalid("This is no prepared signature");
        if (bytes[4] != Version) throw Invalid($"A prepared signature of version {bytes[4]} cannot be read");
        if (!SHA256.HashData(bytes[..^32]).AsSpan().SequenceEqual(bytes[^32..])) throw Invalid("The prepared signature was altered");
        using var memory = new MemoryStream(bytes[5..^32].ToArray());
        using var reader = new BinaryReader(memory, Encoding.UTF8);
        try
        {
            return Read(reader);
        }
        catch (Exception error) when (error is EndOfStreamException or ArgumentException or FormatException)
        {
            throw new PdfException(PdfErrorCode.StateInvalid, "The prepared signature is malformed", error);
        }
    }

    private static PreparedSignature Read(BinaryReader reader)
    {
        var scheme = (SignatureScheme)reader.ReadByte();
        var hash = new HashAlgorithmName(reader.ReadString());
        var originalLength = reader.ReadInt64();
        var range = new ByteRange(0, reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        var expires = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        var field = reader.ReadString();
        var attributes = ReadBlock(reader);
        var digest = ReadBlock(reader);
        var documentDigest = ReadBlock(reader);
        var increment = ReadBlock(reader);
        var count = reader.ReadInt32();
        if (count is < 1 or > 64) throw new FormatException();
        var certificates = new byte[count][];
        for (var i = 0; i < count; i++) certificates[i] = ReadBlock(reader);
        if (!Enum.IsDefined(scheme) || range.FirstLength < originalLength || range.Second <= range.FirstLength + 2
            || range.End != originalLength + increment.Length) throw new FormatException();
        return new PreparedSignature
        {
            Scheme = scheme,
            Hash = hash,
            OriginalLength = originalLength,
            ByteRange = range,
            Expires = expires,
            FieldName = field,
            SignedAttributes = attributes,
            Digest = digest,
            DocumentDigest = documentDigest,
            Increment = increment,
            Certificates = certificates,
        };
    }

    private static void WriteBlock(BinaryWriter writer, byte[] block)
    {
        writer.Write(block.Length);
        writer.Write(block);
    }

    private static byte[] ReadBlock(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        if (length < 0 || length > reader.BaseStream.Length - reader.BaseStream.Position) throw new FormatException();
        return reader.ReadBytes(length);
    }

    private static PdfException Invalid(string message) => new(PdfErrorCode.StateInvalid, message);
}
