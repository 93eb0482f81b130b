namespace ThanhHoa.DigitalSignature.Agent.Operations;

/// <summary>Holds the one open operation, and the results of the last ten minutes for pages that were reloaded.</summary>
internal sealed class OperationDesk(AgentOptions options)
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(10);
    private readonly Lock gate = new();
    private readonly List<Operation> operations = [];

    /// <summary>Opens an operation unless another one is open. <paramref name="create"/> may refuse by throwing; nothing is opened then.</summary>
    public Operation Open(Func<Operation> create)
    {
        lock (gate)
        {
            Forget();
            if (operations.Exists(operation => !operation.IsFinal))
                throw new RefusedException(RefusalCode.Busy, "Another operation is open.");
            var opened = create();
            operations.Add(opened);
            return opened;
        }
    }

    /// <summary>Only the origin that asked may look.</summary>
    public Operation? Find(string id, string origin) => Find(id) is { } found && found.Origin == origin ? found : null;

    public Operation? Find(string id)
    {
        lock (gate)
        {
            Forget();
            return operations.Find(operation => operation.Id == id);
        }
    }

    public IReadOnlyList<Operation> All()
    {
        lock (gate)
            return [.. operations];
    }

    private void Forget()
    {
        var now = options.Clock.GetUtcNow();
        operations.RemoveAll(operation => operation.Ended + Keep < now);
    }
}
