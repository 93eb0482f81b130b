using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Agent.Consent;

namespace ThanhHoa.DigitalSignature.Agent.Operations;

/// <summary>How far an operation is; <see cref="Done"/> and <see cref="Refused"/> are final.</summary>
internal enum OperationState
{
    Waiting,
    Signing,
    Done,
    Refused,
}

/// <summary>One signature as the portal gets it.</summary>
internal sealed record ItemSignature(string Id, byte[] Signature);

/// <summary>What the portal's page reads of an operation.</summary>
internal sealed record OperationReport(
    string Id, string Kind, OperationState State, long Version, int Done, int Total,
    IReadOnlyList<ItemSignature>? Signatures, RefusalCode? Code, string? Detail, PinState? Pin);

/// <summary>One request of a portal and the user's answer to it, from the first click to the result.</summary>
internal abstract class Operation(string origin, string kind, int total, DateTimeOffset deadline, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly List<ItemSignature> signatures = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OperationState state = OperationState.Waiting;
    private long version = 1;
    private (RefusalCode Code, string Detail, PinState Pin)? refusal;

    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public string Origin { get; } = origin;

    public string Kind { get; } = kind;

    protected TimeProvider Clock { get; } = clock;

    /// <summary>When an unanswered question is given up.</summary>
    public DateTimeOffset Deadline { get; } = deadline;

    public ConsentTicket Ticket { get; } = new();

    /// <summary>When the state became final.</summary>
    public DateTimeOffset? Ended { get; private set; }

    public bool IsFinal => State is OperationState.Done or OperationState.Refused;

    public OperationState State
    {
        get
        {
            lock (gate)
                return state;
        }
    }

    public abstract RefusalCode WhenRefusedByUser { get; }

    /// <summary>What the consent window shows.</summary>
    public abstract object Describe();

    /// <summary>The user said yes. Owns <paramref name="pin"/> and wipes it. False when the question is no longer open.</summary>
    public abstract bool Approve(byte[] pin);

    public bool TryStart() => Change(() => state == OperationState.Waiting, () => state = OperationState.Signing);

    public void Add(ItemSignature signature) => Change(() => state == OperationState.Signing, () => signatures.Add(signature));

    public void Finish() => Change(() => state == OperationState.Signing, () => state = OperationState.Done);

    /// <summary>Also stops a worker before its next signature.</summary>
    public bool Refuse(RefusalCode code, string detail, PinState pin = PinState.Unknown) => Change(() => state is OperationState.Waiting or OperationState.Signing, () =>
    {
        state = OperationState.Refused;
        refusal = (code, detail, pin);
    });

    /// <param name="have">How many signatures the page has already: those after them are handed over even while more are made. Null waits for the end and hands over all.</param>
    public OperationReport Report(int? have = null)
    {
        lock (gate)
        {
            var final = state is OperationState.Done or OperationState.Refused;
            return new OperationReport(
                Id, Kind, state, version, signatures.Count, total,
                Kind == "signature" && (final || have is not null) ? [.. signatures.Skip(have ?? 0)] : null,
                refusal?.Code, refusal?.Detail, refusal is { Pin: not PinState.Unknown } told ? told.Pin : null);
        }
    }

    /// <summary>Completes when the operation is newer than <paramref name="seen"/> (now, when null), final, or after <paramref name="patience"/>.</summary>
    public async Task WaitForChange(long? seen, TimeSpan patience, CancellationToken cancellation)
    {
        Task change;
        lock (gate)
        {
            if (state is OperationState.Done or OperationState.Refused || seen < version)
                return;
            change = changed.Task;
        }
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(change, Task.Delay(patience, ended.Token));
        await ended.CancelAsync();
    }

    private bool Change(Func<bool> allowed, Action change)
    {
        TaskCompletionSource before;
        lock (gate)
        {
            if (!allowed())
                return false;
            change();
            version++;
            if (state is OperationState.Done or OperationState.Refused)
                Ended = Clock.GetUtcNow();
            before = changed;
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        before.SetResult();
        return true;
    }
}
