using ThanhHoa.DigitalSignature.Organisation.Contracts;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>No act applies a reorganisation yet, so there is none to follow.</summary>
internal sealed class AppliedReorganisations : IReorganisations
{
    public Task<AppliedReorganisation?> NextAsync(Guid? after, CancellationToken cancel) => Task.FromResult<AppliedReorganisation?>(null);
}
