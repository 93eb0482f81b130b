using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Readiness;
using ThanhHoa.DigitalSignature.Certificates.Registry;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Organisation.Contracts;

namespace ThanhHoa.DigitalSignature.Certificates.People;

/// <summary>What the registry knows of a person, on the person's page: certificates, devices and open requests, as far as the reader may see them.</summary>
internal sealed class CertificatesOfPerson(RegistryAccess registry, RequestAccess requests, PersonReadiness readiness, TimeProvider clock, IStringLocalizer<Texts> text) : IPersonSection
{
    public int Order => 200;

    public async Task<PersonSection?> ForAsync(Guid person, CancellationToken cancel)
    {
        var certificates = await (await registry.CertificatesAsync(cancel)).AsNoTracking().Where(c => c.PersonId == person).OrderByDescending(c => c.NotAfter).Take(50).ToListAsync(cancel);
        var devices = await (await registry.DevicesAsync(cancel)).AsNoTracking().Where(d => d.PersonId == person).OrderByDescending(d => d.StateSince).Take(50).ToListAsync(cancel);
        var lines = await (await requests.LinesAsync(cancel)).AsNoTracking().Where(l => l.PersonId == person).OrderByDescending(l => l.Id).Take(20)
            .Select(l => new RequestOfPerson(l.RequestId, l.Kind, l.State, l.EnteredAt, l.DueOn)).ToListAsync(cancel);
        return new PersonSection(text["Chứng thư số và thiết bị"], "/Certificates/People/_Certificates.cshtml", new PersonHoldings(await readiness.OfAsync(person, cancel), certificates, devices, lines, clock.GetUtcNow()));
    }
}

/// <summary>A person's readiness, certificates, devices and requests at a moment.</summary>
internal sealed record PersonHoldings(IReadOnlyList<ChannelReadiness> Readiness, IReadOnlyList<Certificate> Certificates, IReadOnlyList<Device> Devices, IReadOnlyList<RequestOfPerson> Requests, DateTimeOffset Now);

/// <summary>One line of a request about the person.</summary>
internal sealed record RequestOfPerson(Guid RequestId, RequestKind Kind, RequestState State, DateTimeOffset Since, DateOnly? DueOn);
