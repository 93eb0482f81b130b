using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.SignService;

/// <summary>Papers about certificates are signed with the component like any document, with the one certificate that will do.</summary>
public sealed class PaperTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Minutes_are_signed_with_the_device_received_and_tell_through_which_account()
    {
        var (received, other) = (await portal.GiveCertificateAsync("ct-bim-son"), await portal.GiveCertificateAsync("ct-bim-son"));
        var person = await portal.PersonAsync("ct-bim-son");
        var unit = Guid.Parse(await portal.TextAsync("select id::text from organisation.unit where valid_to is null limit 1"));
        var file = await portal.Host.WithAsync<FileStore, StoredFile>(files => files.PutAsync(new MemoryStream(PdfSample.Valid("minutes")), long.MaxValue, Stop));
        var paper = new PaperToSign(Guid.CreateVersion7(), unit, "Biên bản bàn giao", file.Sha256,
            [new PaperSigner(person.Id, person.FullName, "Bên nhận", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(received.RawData)))], Guid.NewGuid(), "Cơ quan chủ trì", IsDemonstration: false);
        await portal.Host.WithAsync<IPapersToSign, int>(async papers =>
        {
            await papers.SubmitAsync(paper, Stop);
            return 0;
        });
        await using var component = await Component.StartAsync(other);
        using var leader = await portal.SignInAsync("ct-bim-son");

        var (_, refused) = await leader.SignWithAsync(component, $"/signing/documents/{paper.Id}");
        component.Behaviour.Holder = received;
        var (_, accepted) = await leader.SignWithAsync(component, $"/signing/documents/{paper.Id}");

        Assert.Contains("chính thiết bị vừa nhận", refused!.Value.GetProperty("Message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, accepted!.Value.GetProperty("Status").GetInt32());
        var state = Assert.Single(await portal.Host.WithAsync<IPapersToSign, IReadOnlyList<PaperState>>(papers => papers.StatesAsync([paper.Id], Stop)));
        Assert.True(state.IsSigned);
        var signature = Assert.Single(state.Signatures);
        Assert.Equal(person.Id, signature.PersonId);
        Assert.Equal(await portal.TextAsync($"select id::text from platform.account where person_id = '{person.Id}'"), signature.AccountId.ToString());
    }
}
