using System.Buffers;
using System.Security.Cryptography;

namespace ThanhHoa.DigitalSignature.Platform.Files;

/// <summary>
/// Content-addressed store of files: what goes in is found again under its SHA-256, and what comes out by
/// <see cref="OpenVerifiedAsync"/> has been checked against it.
/// </summary>
public abstract class FileStore
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Stores a stream. Storing the same content again is free and gives the same answer.</summary>
    /// <param name="content">Read to its end; need not be seekable.</param>
    /// <param name="limit">Most bytes to accept.</param>
    /// <param name="cancel">Stops the copy; nothing is stored then.</param>
    /// <exception cref="FileTooLargeException">The content is longer than <paramref name="limit"/>.</exception>
    public async Task<StoredFile> PutAsync(Stream content, long limit, CancellationToken cancel)
    {
        await using var spool = TemporaryFile();
        var file = await CopyHashingAsync(content, spool, limit, cancel);
        spool.Position = 0;
        await WriteAsync(file, spool, cancel);
        return file;
    }

    /// <summary>Opens a file for reading at any place, without checking it: for showing parts of it.</summary>
    /// <param name="sha256">The file's address.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>A seekable stream.</returns>
    /// <exception cref="FileDamagedException">The file is not there.</exception>
    public abstract Task<Stream> OpenAsync(string sha256, CancellationToken cancel);

    /// <summary>Copies a file to a private temporary one, checks it against its address and opens that copy.</summary>
    /// <param name="sha256">The file's address.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>A seekable, writable stream that disappears when disposed; what is written to it stays private.</returns>
    /// <exception cref="FileDamagedException">The file is not there, or is not what was stored.</exception>
    public async Task<FileStream> OpenVerifiedAsync(string sha256, CancellationToken cancel)
    {
        await using var stored = await OpenAsync(sha256, cancel);
        var spool = TemporaryFile();
        try
        {
            var found = await CopyHashingAsync(stored, spool, long.MaxValue, cancel);
            if (found.Sha256 != sha256) throw new FileDamagedException(sha256);
            spool.Position = 0;
            return spool;
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes a file whose hash is known. Must leave either the whole file or nothing, also when killed.</summary>
    /// <param name="file">Address and length.</param>
    /// <param name="content">At its beginning.</param>
    /// <param name="cancel">Gives up; nothing is stored then.</param>
    protected abstract Task WriteAsync(StoredFile file, FileStream content, CancellationToken cancel);

    private static FileStream TemporaryFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        // Documents of a public body: nobody else on the machine reads the spool.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), $"thds-{Guid.NewGuid():N}"), options);
    }

    private static async Task<StoredFile> CopyHashingAsync(Stream from, Stream to, long limit, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        long length = 0;
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, cancel)) > 0)
            {
                length += read;
                if (length > limit) throw new FileTooLargeException(limit);
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        await to.FlushAsync(cancel);
        return new StoredFile(Convert.ToHexStringLower(hash.GetHashAndReset()), length);
    }
}

/// <summary>A stored file is missing or no longer what was stored. Nothing may be built on it.</summary>
/// <param name="sha256">The address asked for.</param>
public sealed class FileDamagedException(string sha256) : IOException($"Stored file {sha256} is missing or was changed outside the portal.")
{
    /// <summary>The address asked for.</summary>
    public string Sha256 { get; } = sha256;
}

/// <summary>What was sent is longer than allowed.</summary>
/// <param name="limit">The limit in bytes.</param>
public sealed class FileTooLargeException(long limit) : IOException($"The content is longer than {limit} bytes.")
{
    /// <summary>The limit in bytes.</summary>
    public long Limit { get; } = limit;
}
