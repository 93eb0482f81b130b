namespace ThanhHoa.DigitalSignature.Certificates;

/// <summary>Where the private key lives.</summary>
internal enum DeviceKind
{
    /// <summary>USB token: signs on a PC.</summary>
    EToken,

    /// <summary>Signs on a phone.</summary>
    SimPki,
}

/// <summary>Where a device is in its life.</summary>
internal enum DeviceState
{
    /// <summary>Trong kho: with the lead agency, of nobody.</summary>
    InStock,

    /// <summary>Đã cấp cho: meant for a holder, still with the lead agency.</summary>
    Assigned,

    /// <summary>Đã bàn giao: with the holder, not yet confirmed.</summary>
    HandedOver,

    /// <summary>Đang sử dụng.</summary>
    InUse,

    /// <summary>Bị khóa: too many wrong PINs; only the issuer restores it.</summary>
    Locked,

    /// <summary>Mất.</summary>
    Lost,

    /// <summary>Hỏng.</summary>
    Broken,

    /// <summary>Đã thu lại: back with the lead agency, its keys still on it.</summary>
    Returned,

    /// <summary>Đã hủy.</summary>
    Destroyed,
}

/// <summary>The only moves a device can make.</summary>
internal static class DeviceMoves
{
    private static readonly Dictionary<DeviceState, DeviceState[]> Moves = new()
    {
        [DeviceState.InStock] = [DeviceState.Assigned, DeviceState.Broken, DeviceState.Lost, DeviceState.Destroyed],
        [DeviceState.Assigned] = [DeviceState.HandedOver, DeviceState.InStock, DeviceState.Broken, DeviceState.Lost],
        [DeviceState.HandedOver] = [DeviceState.InUse, DeviceState.Locked, DeviceState.Lost, DeviceState.Broken, DeviceState.Returned],
        [DeviceState.InUse] = [DeviceState.Locked, DeviceState.Lost, DeviceState.Broken, DeviceState.Returned],
        [DeviceState.Locked] = [DeviceState.Returned, DeviceState.InUse, DeviceState.Lost, DeviceState.Broken],
        // Found again: it comes back, its key is not to be trusted any more.
        [DeviceState.Lost] = [DeviceState.Returned],
        [DeviceState.Broken] = [DeviceState.Returned, DeviceState.Destroyed],
        // Wiped by the issuer, it may serve again; restored, it goes to its holder.
        [DeviceState.Returned] = [DeviceState.InStock, DeviceState.Assigned, DeviceState.Broken, DeviceState.Destroyed],
        [DeviceState.Destroyed] = [],
    };

    public static IReadOnlyList<DeviceState> From(DeviceState state) => Moves[state];

    /// <summary>The way by which a device with a holder comes to a state, the first one left out: a lost or broken one was in use before.</summary>
    public static IReadOnlyList<DeviceState> Way(DeviceState from, DeviceState to)
    {
        DeviceState[] life = [DeviceState.InStock, DeviceState.Assigned, DeviceState.HandedOver, DeviceState.InUse];
        var (begin, end) = (Array.IndexOf(life, from), Array.IndexOf(life, to));
        DeviceState[] last = end >= 0 ? [] : to == DeviceState.Destroyed ? [DeviceState.Returned, DeviceState.Destroyed] : [to];
        return [.. life[(begin + 1)..(end >= 0 ? end + 1 : life.Length)], .. last];
    }

    /// <summary>It is with somebody who could sign with it.</summary>
    public static bool IsHeld(DeviceState state) => state is DeviceState.HandedOver or DeviceState.InUse or DeviceState.Locked;
}

/// <summary>A PKI Token or a SIM PKI. Its row stays for ever; each move is written beside it.</summary>
internal sealed class Device
{
    private readonly List<DeviceMove> history = [];

    private Device()
    {
    }

    public Guid Id { get; private init; }

    public DeviceKind Kind { get; private init; }

    /// <summary>Token serial as printed, or the SIM's serial (ICCID); unique among devices of one kind.</summary>
    public string Serial { get; private init; } = "";

    /// <summary>Number of a SIM PKI as +84…; null for a token.</summary>
    public string? PhoneNumber { get; private set; }

    /// <summary>Carrier of a SIM PKI.</summary>
    public string? Carrier { get; private set; }

    public DeviceState State { get; private set; }

    /// <summary>Who has it or is to get it.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>The unit it belongs to; null while in stock.</summary>
    public Guid? UnitId { get; private set; }

    public DateTimeOffset RegisteredAt { get; private init; }

    public DateTimeOffset StateSince { get; private set; }

    public bool IsDemonstration { get; private init; }

    public IReadOnlyList<DeviceMove> History => history;

    public static Device Register(DeviceKind kind, string serial, (string? Number, string? Carrier) phone, Actor actor, DateTimeOffset now, bool isDemonstration = false)
    {
        var device = new Device { Id = Guid.CreateVersion7(now), Kind = kind, Serial = serial.Trim().ToUpperInvariant(), PhoneNumber = phone.Number, Carrier = phone.Carrier, RegisteredAt = now, StateSince = now, IsDemonstration = isDemonstration };
        device.history.Add(new DeviceMove(device.Id, 1, null, DeviceState.InStock, null, actor, now, ""));
        return device;
    }

    /// <summary>Moves it, or says that the move does not exist. Nothing changes then.</summary>
    /// <param name="to">Where it goes.</param>
    /// <param name="holder">Person and unit it is meant for; only with <see cref="DeviceState.Assigned"/>, and needed there.</param>
    /// <param name="actor">Who moves it.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="reason">Why.</param>
    public bool Move(DeviceState to, (Guid? PersonId, Guid UnitId)? holder, Actor actor, DateTimeOffset now, string reason = "")
    {
        if (!DeviceMoves.From(State).Contains(to) || (to == DeviceState.Assigned) != (holder is not null)) return false;
        if (holder is var (person, unit)) (PersonId, UnitId) = (person, unit);
        if (to == DeviceState.InStock) (PersonId, UnitId) = (null, null);
        history.Add(new DeviceMove(Id, history.Count + 1, State, to, PersonId, actor, now, reason.Trim()));
        (State, StateSince) = (to, now);
        return true;
    }
}

/// <summary>One move of a device. The unique number lets one of two people win who move it at the same time.</summary>
internal sealed class DeviceMove
{
    private DeviceMove()
    {
    }

    public DeviceMove(Guid deviceId, int ordinal, DeviceState? from, DeviceState to, Guid? holder, Actor actor, DateTimeOffset at, string reason)
    {
        (DeviceId, Ordinal, From, To, HolderPersonId, At, Reason) = (deviceId, ordinal, from, to, holder, at, reason);
        (AccountId, ByName) = (actor.AccountId, actor.Name);
    }

    public Guid DeviceId { get; private init; }

    public int Ordinal { get; private init; }

    public DeviceState? From { get; private init; }

    public DeviceState To { get; private init; }

    public Guid? HolderPersonId { get; private init; }

    public DateTimeOffset At { get; private init; }

    public Guid? AccountId { get; private init; }

    public string ByName { get; private init; } = "";

    public string Reason { get; private init; } = "";
}
