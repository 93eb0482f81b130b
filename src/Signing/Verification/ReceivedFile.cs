using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace ThanhHoa.DigitalSignature.Signing.Verification;

/// <summary>
/// A file that was sent to be checked. It has no name on the disk from the moment it is made, so that nothing can be left
/// behind: not by a client who hangs up, not by a killed process.
/// </summary>
internal sealed class ReceivedFile : IAsyncDisposable
{
    private const int BlockBytes = 128 * 1024;

    private ReceivedFile(FileStream content) => Content = content;

    public FileStream Content { get; }

    public string Sha256 { get; private set; } = "";

    /// <summary>As the sender calls it.</summary>
    public string Name { get; init; } = "";

    public long Length => Content.Length;

    /// <summary>Copies a stream to its end; null when it is longer than allowed.</summary>
    public static async Task<ReceivedFile?> CopyAsync(Stream from, string name, string folder, long most, CancellationToken cancel)
    {
        var file = new ReceivedFile(Nameless(folder)) { Name = name };
        try
        {
            if (await file.FillAsync(from, most, cancel)) return file;
            await file.DisposeAsync();
            return null;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();

    private async Task<bool> FillAsync(Stream from, long most, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            long length = 0;
            int read;
            while ((read = await ReadAsync(from, block, cancel)) > 0)
            {
                if ((length += read) > most) return false;
                hash.AppendData(block, 0, read);
                await Content.WriteAsync(block.AsMemory(0, read), cancel);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block, clearArray: true);
        }

        await Content.FlushAsync(cancel);
        Content.Position = 0;
        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return true;
    }

    // Told apart from a failure to write: this one is the sender's.
    private static async Task<int> ReadAsync(Stream from, byte[] block, CancellationToken cancel)
    {
        try
        {
            return await from.ReadAsync(block, cancel);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException && !cancel.IsCancellationRequested)
        {
            throw new InvalidDataException("The file ends early", broken);
        }
    }

    private static FileStream Nameless(string folder)
    {
        var path = Path.Combine(folder, $"thds-check-{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }
}
