using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Contracts;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>Who has signed by which channel, and whose agent was seen.</summary>
internal sealed class SigningFacts(SigningDb db) : IReadinessFacts
{
    public IReadOnlyCollection<ReadinessStep> Steps => [ReadinessStep.AgentSeen, ReadinessStep.HasSigned];

    public async Task<IReadOnlyList<ReadinessFact>> OfAsync(IReadOnlyCollection<Guid> people, CancellationToken cancel)
    {
        // An attempt begins only after the agent has named a certificate.
        var seen = await db.Attempts.Where(a => people.Contains(a.PersonId)).GroupBy(a => a.PersonId).Select(g => new { g.Key, At = g.Min(a => a.CreatedAt) }).ToListAsync(cancel);
        var signed = await db.Set<Signature>().Where(s => s.PersonId != null && people.Contains(s.PersonId.Value) && s.Kind == SignatureKind.Approval).GroupBy(s => new { s.PersonId, s.Channel }).Select(g => new { g.Key, At = g.Min(s => s.AcceptedAt) }).ToListAsync(cancel);
        return
        [
            .. seen.Select(s => new ReadinessFact(s.Key, ReadinessChannel.Pc, ReadinessStep.AgentSeen, s.At)),
            .. signed.Select(s => new ReadinessFact(s.Key.PersonId!.Value, s.Key.Channel == SigningChannel.Pc ? ReadinessChannel.Pc : ReadinessChannel.Mobile, ReadinessStep.HasSigned, s.At)),
        ];
    }
}
