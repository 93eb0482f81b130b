using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Platform.Files;

/// <summary>Files as rows of 1 MiB: one backup holds everything. The default.</summary>
internal sealed class PostgresFileStore(DatabaseConnection database, IDbContextFactory<PlatformDb> contexts) : FileStore
{
    public override async Task<Stream> OpenAsync(string sha256, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var file = await db.Files.AsNoTracking().SingleOrDefaultAsync(f => f.Sha256 == sha256, cancel) ?? throw new FileDamagedException(sha256);
        return new ChunkedStream(file, contexts);
    }

    protected override async Task WriteAsync(StoredFile file, FileStream content, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var insert = new NpgsqlCommand("insert into platform.stored_file (sha256, length) values ($1, $2) on conflict do nothing", connection, transaction)
        {
            Parameters = { new() { Value = file.Sha256 }, new() { Value = file.Length } },
        };
        if (await insert.ExecuteNonQueryAsync(cancel) == 0) return;
        await using (var copy = await connection.BeginBinaryImportAsync("copy platform.file_chunk (sha256, number, data) from stdin (format binary)", cancel))
        {
            var buffer = new byte[FileChunk.Size];
            for (var number = 0; ; number++)
            {
                var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
                if (length == 0) break;
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync(file.Sha256, NpgsqlDbType.Varchar, cancel);
                await copy.WriteAsync(number, NpgsqlDbType.Integer, cancel);
                await copy.WriteAsync(new ReadOnlyMemory<byte>(buffer, 0, length), NpgsqlDbType.Bytea, cancel);
            }

            await copy.CompleteAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <summary>Reads chunk by chunk and keeps one, so that a range of a large file costs a row or two.</summary>
    private sealed class ChunkedStream(StoredFile file, IDbContextFactory<PlatformDb> contexts) : Stream
    {
        private byte[] chunk = [];
        private int chunkNumber = -1;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => file.Length;

        public override long Position { get; set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= Length || buffer.Length == 0) return 0;
            var number = (int)(Position / FileChunk.Size);
            if (number != chunkNumber)
            {
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                chunk = await db.Set<FileChunk>().Where(c => c.Sha256 == file.Sha256 && c.Number == number).Select(c => c.Data).SingleOrDefaultAsync(cancellationToken)
                    ?? throw new FileDamagedException(file.Sha256);
                chunkNumber = number;
            }

            var from = (int)(Position % FileChunk.Size);
            // A chunk shorter than the file's length promises was tampered with: end the read there, the hash tells.
            var length = Math.Min(buffer.Length, chunk.Length - from);
            if (length <= 0) throw new FileDamagedException(file.Sha256);
            chunk.AsMemory(from, length).CopyTo(buffer);
            Position += length;
            return length;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

        public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => Length + offset,
        };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
