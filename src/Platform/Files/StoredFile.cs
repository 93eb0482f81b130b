namespace ThanhHoa.DigitalSignature.Platform.Files;

/// <summary>A file written once and addressed by what is in it. It is never changed.</summary>
/// <param name="Sha256">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
/// <param name="Length">Length in bytes.</param>
public sealed record StoredFile(string Sha256, long Length);

/// <summary>One piece of a stored file, so that neither writing nor reading one holds it whole in memory.</summary>
internal sealed class FileChunk
{
    /// <summary>Length of every chunk but the last.</summary>
    public const int Size = 1 << 20;

    public required string Sha256 { get; init; }

    public required int Number { get; init; }

    public required byte[] Data { get; init; }
}
