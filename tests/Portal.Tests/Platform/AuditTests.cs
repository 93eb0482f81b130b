using Npgsql;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Platform;

public sealed class AuditTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Theory]
    [InlineData("update platform.audit_entry set actor_name = 'somebody else'")]
    [InlineData("delete from platform.audit_entry")]
    [InlineData("truncate platform.audit_entry")]
    public async Task The_database_refuses_to_change_the_trail(string sql)
    {
        using var visitor = await portal.SignInAsync("gd-stc");
        var before = await portal.CountAsync("select count(*) from platform.audit_entry");
        Assert.True(before > 0);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => portal.ExecuteAsync(sql));

        Assert.Contains("only ever added to", refusal.MessageText, StringComparison.Ordinal);
        Assert.Equal(before, await portal.CountAsync("select count(*) from platform.audit_entry"));
    }

    [Fact]
    public async Task Signing_in_is_written_down_with_name_address_and_trace()
    {
        using var visitor = await portal.SignInAsync("pgd-stc");
        Assert.Equal(1, await portal.CountAsync("select count(*) from platform.audit_entry where act = 'platform.account.signed-in' and address is not null and trace_id is not null and subject_id = (select id::text from platform.account where user_name = 'pgd-stc@trinh-dien.example')"));
    }
}
