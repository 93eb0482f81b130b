using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Platform.Files;

public sealed class FileStoreTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_of_several_chunks_comes_back_whole_in_ranges_and_only_once_stored(bool onDisk)
    {
        await using var host = await HostAsync(onDisk);
        var content = RandomNumberGenerator.GetBytes((3 << 20) + 12345);
        var (first, again) = await host.WithAsync<FileStore, (StoredFile, StoredFile)>(async files =>
            (await files.PutAsync(new MemoryStream(content), long.MaxValue, Stop), await files.PutAsync(new MemoryStream(content), long.MaxValue, Stop)));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), first.Sha256);
        Assert.Equal(first, again);
        var whole = await host.WithAsync<FileStore, byte[]>(async files =>
        {
            await using var stream = await files.OpenVerifiedAsync(first.Sha256, Stop);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, Stop);
            return bytes;
        });
        Assert.Equal(content, whole);
        var range = await host.WithAsync<FileStore, byte[]>(async files =>
        {
            await using var stream = await files.OpenAsync(first.Sha256, Stop);
            stream.Position = (1 << 20) - 10;
            var bytes = new byte[20];
            await stream.ReadExactlyAsync(bytes, Stop);
            return bytes;
        });
        Assert.Equal(content[((1 << 20) - 10)..((1 << 20) + 10)], range);
    }

    [Theory]
    [InlineData("update platform.file_chunk set data = set_byte(data, 5, (get_byte(data, 5) + 1) % 256) where sha256 = '{0}' and number = 1")]
    [InlineData("delete from platform.file_chunk where sha256 = '{0}' and number = 2")]
    [InlineData("delete from platform.file_chunk where sha256 = '{0}'; delete from platform.stored_file where sha256 = '{0}'")]
    public async Task A_file_changed_in_the_database_is_found_out(string tampering)
    {
        await using var host = await HostAsync(onDisk: false);
        var stored = await host.WithAsync<FileStore, StoredFile>(files => files.PutAsync(new MemoryStream(RandomNumberGenerator.GetBytes((2 << 20) + 7)), long.MaxValue, Stop));
        await portal.ExecuteAsync(tampering.Replace("{0}", stored.Sha256, StringComparison.Ordinal));

        await Assert.ThrowsAsync<FileDamagedException>(() => host.WithAsync<FileStore, long>(async files =>
        {
            await using var stream = await files.OpenVerifiedAsync(stored.Sha256, Stop);
            return stream.Length;
        }));
    }

    [Fact]
    public async Task What_is_longer_than_the_limit_leaves_nothing_behind()
    {
        await using var host = await HostAsync(onDisk: false);
        var before = await portal.CountAsync("select count(*) from platform.stored_file");
        var refusal = await Assert.ThrowsAsync<FileTooLargeException>(() => host.WithAsync<FileStore, StoredFile>(files => files.PutAsync(new MemoryStream(new byte[1001]), 1000, Stop)));
        Assert.Equal(1000, refusal.Limit);
        Assert.Equal(before, await portal.CountAsync("select count(*) from platform.stored_file"));
    }

    private async Task<PortalHost> HostAsync(bool onDisk)
    {
        var host = new PortalHost(portal.ConnectionString, onDisk ? portal.Settings : portal.Settings.Where(s => s.Key != "Files:Folder").ToDictionary());
        await host.StartAsync();
        return host;
    }
}
