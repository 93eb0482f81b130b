namespace ThanhHoa.DigitalSignature.Agent.Tests.Parts;

/// <summary>The real clock, moved by hand.</summary>
internal sealed class TestClock : TimeProvider
{
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
}
