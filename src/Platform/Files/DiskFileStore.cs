namespace ThanhHoa.DigitalSignature.Platform.Files;

/// <summary>Files in a folder, two levels deep by the first digits of their address. For provinces whose scans outgrow the database.</summary>
/// <param name="folder">Where the files stand; made when missing.</param>
internal sealed class DiskFileStore(string folder) : FileStore
{
    public override Task<Stream> OpenAsync(string sha256, CancellationToken cancel)
    {
        var path = PathOf(sha256);
        return File.Exists(path)
            ? Task.FromResult<Stream>(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous))
            : throw new FileDamagedException(sha256);
    }

    protected override async Task WriteAsync(StoredFile file, FileStream content, CancellationToken cancel)
    {
        var path = PathOf(file.Sha256);
        if (File.Exists(path) && new FileInfo(path).Length == file.Length) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        await using (var target = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous))
        {
            await content.CopyToAsync(target, cancel);
            // Only the synchronous call reaches the disk itself, which a rename that survives a power cut needs.
#pragma warning disable CA1849
            target.Flush(flushToDisk: true);
#pragma warning restore CA1849
        }

        // The rename is atomic: a killed process leaves a .partial, never half a file under a full name.
        File.Move(partial, path, overwrite: true);
    }

    private string PathOf(string sha256) => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
        ? Path.Combine(folder, sha256[..2], sha256[2..4], sha256)
        : throw new ArgumentException("Not the address of a file.", nameof(sha256));
}
