namespace ThanhHoa.DigitalSignature.Organisation.Contracts;

/// <summary>What a reorganisation does to one post of one person.</summary>
/// <param name="ReorganisationId">The reorganisation.</param>
/// <param name="DecisionNumber">Number of its decision, as printed.</param>
/// <param name="EffectiveOn">The first day of the new state; may lie in the future.</param>
/// <param name="PersonId">The person.</param>
/// <param name="FromUnitId">The unit of the post that ends the day before.</param>
/// <param name="FromTitle">Its title.</param>
/// <param name="ToUnitId">The unit of the post that begins; null when none follows.</param>
/// <param name="ToTitle">Its title; null when none follows.</param>
public sealed record ReorganisationEffect(Guid ReorganisationId, string DecisionNumber, DateOnly EffectiveOn, Guid PersonId, Guid FromUnitId, string FromTitle, Guid? ToUnitId, string? ToTitle);

/// <summary>A unit that a reorganisation ended.</summary>
/// <param name="UnitId">The unit; its last day is the day before the reorganisation takes effect.</param>
/// <param name="SuccessorIds">The units that take over from it; empty when none does.</param>
public sealed record UnitEnded(Guid UnitId, IReadOnlyList<Guid> SuccessorIds);

/// <summary>A reorganisation of units from one decision, as it was applied. It is never changed afterwards.</summary>
/// <param name="Id">Identity, never reused.</param>
/// <param name="DecisionNumber">Number of the decision, as printed.</param>
/// <param name="DecisionDate">Its date.</param>
/// <param name="EffectiveOn">The first day of the new state; may lie in the future.</param>
/// <param name="People">Every post it moved or ended.</param>
/// <param name="UnitsEnded">Every unit it ended.</param>
public sealed record AppliedReorganisation(Guid Id, string DecisionNumber, DateOnly DecisionDate, DateOnly EffectiveOn, IReadOnlyList<ReorganisationEffect> People, IReadOnlyList<UnitEnded> UnitsEnded);

/// <summary>
/// Reading what reorganisations did, one after another in the order in which they were applied, so that a module can follow:
/// keep the identity of the last one dealt with and ask for the next. Nothing is skipped and nothing comes twice.
/// </summary>
public interface IReorganisations
{
    /// <summary>The reorganisation applied next after <paramref name="after"/>; null when there is none yet.</summary>
    /// <param name="after">The last one dealt with; null for the first.</param>
    /// <param name="cancel">Gives up.</param>
    Task<AppliedReorganisation?> NextAsync(Guid? after, CancellationToken cancel);
}
