using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Certificates.Readiness;
using ThanhHoa.DigitalSignature.Certificates.Requests;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Readiness;

public sealed class ChannelReadinessTests
{
    private static readonly HashSet<ReadinessStep> All = [.. Enum.GetValues<ReadinessStep>()];

    [Fact]
    public void The_first_missing_step_says_what_is_next_and_who_does_it()
    {
        List<ReadinessFact> facts = [];
        Assert.Equal((ReadinessTask.TakeUpPost, ActionOwner.Clerk), Next(facts));
        facts.Add(Fact(ReadinessStep.Post, null));
        Assert.Equal((ReadinessTask.FileRequest, ActionOwner.Clerk), Next(facts));
        Assert.Equal((ReadinessTask.ConfirmRequest, ActionOwner.UnitHead), Next(facts, RequestState.Submitted));
        Assert.Equal((ReadinessTask.HandOver, ActionOwner.LeadAgency), Next(facts, RequestState.DeviceReceived));
        facts.Add(Fact(ReadinessStep.Device, ReadinessChannel.Pc));
        facts.Add(Fact(ReadinessStep.Certificate, ReadinessChannel.Pc));
        Assert.Equal((ReadinessTask.Enrol, ActionOwner.Clerk), Next(facts));
        facts.Add(Fact(ReadinessStep.Trained, null));
        Assert.Equal((ReadinessTask.InstallAgent, ActionOwner.Person), Next(facts));
        facts.Add(Fact(ReadinessStep.AgentSeen, ReadinessChannel.Pc));
        Assert.Equal((ReadinessTask.SignFirst, ActionOwner.Person), Next(facts));
        facts.Add(Fact(ReadinessStep.HasSigned, ReadinessChannel.Pc));
        Assert.True(Reckon(ReadinessChannel.Pc, facts, All).IsReady);
        // What was done on a PC says nothing about the phone.
        Assert.Equal(ReadinessTask.FileRequest, Reckon(ReadinessChannel.Mobile, facts, All).Next!.What);
    }

    [Fact]
    public void A_step_nobody_knows_about_is_not_asked_for_and_a_phone_needs_no_agent()
    {
        List<ReadinessFact> facts = [Fact(ReadinessStep.Post, null), Fact(ReadinessStep.Device, ReadinessChannel.Mobile), Fact(ReadinessStep.Certificate, ReadinessChannel.Mobile)];
        var mobile = Reckon(ReadinessChannel.Mobile, facts, [.. All.Where(s => s != ReadinessStep.Trained)]);
        Assert.Equal([ReadinessStep.Post, ReadinessStep.Device, ReadinessStep.Certificate, ReadinessStep.HasSigned], mobile.Steps.Select(s => s.Step));
        Assert.Equal(ReadinessTask.SignFirst, mobile.Next!.What);
    }

    private static ReadinessFact Fact(ReadinessStep step, ReadinessChannel? channel) => new(Guid.Empty, channel, step, new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));

    private static (ReadinessTask, ActionOwner) Next(List<ReadinessFact> facts, RequestState? open = null)
    {
        var next = ChannelReadiness.Of(ReadinessChannel.Pc, facts, All, open is { } state ? (state, "/r") : null, "/f").Next!;
        return (next.What, next.Owner);
    }

    private static ChannelReadiness Reckon(ReadinessChannel channel, List<ReadinessFact> facts, HashSet<ReadinessStep> known) => ChannelReadiness.Of(channel, facts, known, null, "/f");
}
