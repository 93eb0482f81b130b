namespace ThanhHoa.DigitalSignature.Agent.Operations;

/// <summary>Ends operations that nobody answers: deadline passed, window closed, token silent.</summary>
internal sealed class OperationWatch(OperationDesk desk, AgentOptions options, ILogger<OperationWatch> logger) : BackgroundService
{
    /// <summary>A token that signs nothing for so long has failed; the slowest smart cards need about two seconds.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly HashSet<Operation> told = [];
    private (Operation? Operation, long Version, DateTimeOffset Since) progress;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (await tick.WaitForNextTickAsync(stoppingToken))
        {
            var all = desk.All();
            told.IntersectWith(all);
            foreach (var operation in all.Where(operation => !told.Contains(operation)))
                Look(operation, options.Clock.GetUtcNow());
        }
    }

    private void Look(Operation operation, DateTimeOffset now)
    {
        var report = operation.Report();
        if (progress.Operation != operation || progress.Version != report.Version)
            progress = (operation, report.Version, now);
        if (report.State == OperationState.Waiting && now > operation.Deadline)
            operation.Refuse(RefusalCode.Timeout, "The question was not answered in time.");
        else if (report.State == OperationState.Signing && now - progress.Since > Silence)
            operation.Refuse(RefusalCode.Timeout, "The token did not answer.");
        else if (operation.Ticket.IsGone(now))
            operation.Refuse(RefusalCode.WindowClosed, "The consent window is gone.");

        if (!operation.IsFinal)
            return;
        told.Add(operation);
        var end = operation.Report();
        logger.LogInformation(
            "Operation {Operation} of {Origin} ended: {State} {Code}, {Done} of {Total} signed; {Detail}",
            end.Id, operation.Origin, end.State, end.Code, end.Done, end.Total, end.Detail);
    }
}
