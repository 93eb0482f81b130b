namespace ThanhHoa.DigitalSignature.Certificates.Contracts;

/// <summary>By what a leader signs; the plan counts the channels apart.</summary>
public enum ReadinessChannel
{
    /// <summary>E-token on a PC.</summary>
    Pc,

    /// <summary>SIM PKI, or a remote key, from a phone.</summary>
    Mobile,
}

/// <summary>A step on the way to signing, in its order.</summary>
public enum ReadinessStep
{
    /// <summary>Holds a post.</summary>
    Post,

    /// <summary>Has the device in hand.</summary>
    Device,

    /// <summary>Has a certificate in force.</summary>
    Certificate,

    /// <summary>Was trained.</summary>
    Trained,

    /// <summary>The signing agent was seen on their PC; no step of the mobile channel.</summary>
    AgentSeen,

    /// <summary>Made a valid signature.</summary>
    HasSigned,
}

/// <summary>A step that a person has reached.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Channel">The channel; null for both.</param>
/// <param name="Step">The step.</param>
/// <param name="Since">When it was reached first, UTC.</param>
public sealed record ReadinessFact(Guid PersonId, ReadinessChannel? Channel, ReadinessStep Step, DateTimeOffset Since);

/// <summary>What another module knows about people's readiness. Register one for each module; steps that nobody knows about are not asked for.</summary>
public interface IReadinessFacts
{
    /// <summary>The steps this module can tell about.</summary>
    IReadOnlyCollection<ReadinessStep> Steps { get; }

    /// <summary>What these people have reached, in one or two queries for all.</summary>
    Task<IReadOnlyList<ReadinessFact>> OfAsync(IReadOnlyCollection<Guid> people, CancellationToken cancel);
}
