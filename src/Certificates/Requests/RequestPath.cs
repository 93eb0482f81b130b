namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>Where a line stands.</summary>
internal enum RequestState
{
    /// <summary>Being written, or returned to be corrected.</summary>
    Draft,

    /// <summary>Waits for the head of the unit.</summary>
    Submitted,

    /// <summary>Waits for the lead agency.</summary>
    Confirmed,

    /// <summary>May be sent to the issuer.</summary>
    Checked,

    /// <summary>The issuer has it.</summary>
    Sent,

    /// <summary>The issuer did what was asked.</summary>
    Issued,

    /// <summary>Refused for good.</summary>
    Refused,

    /// <summary>The lead agency has the device.</summary>
    DeviceReceived,

    /// <summary>The holder has the device.</summary>
    HandedOver,

    /// <summary>The holder confirmed that it works.</summary>
    InUse,

    /// <summary>Taken back by the unit.</summary>
    Withdrawn,
}

/// <summary>What can be done with a line.</summary>
internal enum RequestAct
{
    /// <summary>Trình: hand it to the head of the unit.</summary>
    Submit,

    /// <summary>Xác nhận: the unit stands behind it.</summary>
    Confirm,

    /// <summary>Thẩm tra: the lead agency found it right.</summary>
    Check,

    /// <summary>Gửi: to the issuer.</summary>
    Send,

    /// <summary>Cấp: the issuer did it.</summary>
    Issue,

    /// <summary>Từ chối: for good.</summary>
    Refuse,

    /// <summary>Nhận thiết bị: the lead agency got the device.</summary>
    ReceiveDevice,

    /// <summary>Bàn giao: to the holder.</summary>
    HandOver,

    /// <summary>Xác nhận sử dụng: by the holder.</summary>
    ConfirmUse,

    /// <summary>Trả lại: to be corrected.</summary>
    Return,

    /// <summary>Rút: not wanted any more.</summary>
    Withdraw,
}

/// <summary>The only steps there are. Whatever is not in this table cannot happen.</summary>
internal static class RequestPath
{
    private static readonly Dictionary<(RequestState, RequestAct), RequestState> Steps = new()
    {
        [(RequestState.Draft, RequestAct.Submit)] = RequestState.Submitted,
        [(RequestState.Draft, RequestAct.Withdraw)] = RequestState.Withdrawn,
        [(RequestState.Submitted, RequestAct.Confirm)] = RequestState.Confirmed,
        [(RequestState.Submitted, RequestAct.Return)] = RequestState.Draft,
        [(RequestState.Submitted, RequestAct.Withdraw)] = RequestState.Withdrawn,
        [(RequestState.Confirmed, RequestAct.Check)] = RequestState.Checked,
        [(RequestState.Confirmed, RequestAct.Return)] = RequestState.Draft,
        [(RequestState.Confirmed, RequestAct.Refuse)] = RequestState.Refused,
        [(RequestState.Confirmed, RequestAct.Withdraw)] = RequestState.Withdrawn,
        [(RequestState.Checked, RequestAct.Send)] = RequestState.Sent,
        [(RequestState.Checked, RequestAct.Return)] = RequestState.Draft,
        [(RequestState.Sent, RequestAct.Issue)] = RequestState.Issued,
        [(RequestState.Sent, RequestAct.Refuse)] = RequestState.Refused,
        [(RequestState.Issued, RequestAct.ReceiveDevice)] = RequestState.DeviceReceived,
        [(RequestState.Issued, RequestAct.ConfirmUse)] = RequestState.InUse,
        [(RequestState.DeviceReceived, RequestAct.HandOver)] = RequestState.HandedOver,
        [(RequestState.HandedOver, RequestAct.ConfirmUse)] = RequestState.InUse,
    };

    /// <summary>The state the act leads to; null when it cannot be done.</summary>
    public static RequestState? Next(RequestKind kind, RequestState state, RequestAct act)
    {
        if (!Steps.TryGetValue((state, act), out var next)) return null;
        // After the issuer's answer the way depends on whether a device travels.
        return (state, act) switch
        {
            (RequestState.Issued, _) when kind == RequestKind.Revocation => null,
            (RequestState.Issued, RequestAct.ReceiveDevice) => TravelsDevice(kind) ? next : null,
            (RequestState.Issued, RequestAct.ConfirmUse) => TravelsDevice(kind) ? null : next,
            _ => next,
        };
    }

    /// <summary>A new certificate comes on a device, a restored device comes back; renewal and change happen on the one at hand.</summary>
    public static bool TravelsDevice(RequestKind kind) => kind is RequestKind.New or RequestKind.DeviceRecovery;

    /// <summary>Nothing more can be done.</summary>
    public static bool IsEnd(RequestKind kind, RequestState state) => Enum.GetValues<RequestAct>().All(act => Next(kind, state, act) is null);

    /// <summary>Somebody stands behind what another wrote.</summary>
    public static bool IsApproval(RequestAct act) => act is RequestAct.Confirm or RequestAct.Check;

    /// <summary>Only the holder of the certificate can say it.</summary>
    public static bool IsByHolder(RequestAct act) => act is RequestAct.ConfirmUse;

    /// <summary>Has to say why.</summary>
    public static bool NeedsReason(RequestAct act) => act is RequestAct.Return or RequestAct.Refuse or RequestAct.Withdraw;

    /// <summary>Working days until the next step is late; a revocation cannot wait (law-and-layout §3: within 12 hours).</summary>
    public static int? DaysFor(RequestState state, RequestKind kind) => state switch
    {
        RequestState.Submitted or RequestState.Confirmed or RequestState.Checked when kind == RequestKind.Revocation => 0,
        RequestState.Submitted or RequestState.Checked => 1,
        RequestState.Confirmed => 2,
        // Three working days for the issuer, Decree 68/2024.
        RequestState.Sent => kind == RequestKind.Revocation ? 1 : 3,
        RequestState.Issued when kind == RequestKind.Revocation => null,
        RequestState.Issued => TravelsDevice(kind) ? 5 : 3,
        RequestState.DeviceReceived => 5,
        RequestState.HandedOver => 2,
        _ => null,
    };
}

/// <summary>Why a step was not taken. A closed set.</summary>
internal abstract record StepRefusal
{
    private StepRefusal()
    {
    }

    /// <summary>The line is elsewhere on its way; most often somebody was faster.</summary>
    /// <param name="Now">Where it is.</param>
    /// <param name="By">Who brought it there.</param>
    /// <param name="Since">When.</param>
    public sealed record WrongState(RequestState Now, string By, DateTimeOffset Since) : StepRefusal;

    /// <summary>Nobody approves what they filed, what concerns them, or what they approved a step before.</summary>
    public sealed record OwnRequest : StepRefusal;

    /// <summary>Only the holder can confirm.</summary>
    /// <param name="Holder">Their name.</param>
    public sealed record NotTheHolder(string Holder) : StepRefusal;

    /// <summary>A return, a refusal and a withdrawal say why.</summary>
    public sealed record ReasonMissing : StepRefusal;

    /// <summary>The person's role has no such step there.</summary>
    public sealed record NotAllowed : StepRefusal;

    /// <summary>The law asks for more days than are left.</summary>
    /// <param name="DaysLeft">Whole days.</param>
    /// <param name="Needed">What the forms in force ask for.</param>
    public sealed record TooLateToRenew(int DaysLeft, int Needed) : StepRefusal;

    /// <summary>The law limits how often a certificate is renewed.</summary>
    /// <param name="Times">So often it was.</param>
    public sealed record RenewedTooOften(int Times) : StepRefusal;

    /// <summary>No device is tied to the line yet.</summary>
    public sealed record NoDevice : StepRefusal;

    /// <summary>A handover is proven by minutes: signed in the portal, or a scan.</summary>
    public sealed record NoMinutes : StepRefusal;

    /// <summary>The device cannot make the move that the step means.</summary>
    /// <param name="Serial">Its serial.</param>
    public sealed record DeviceElsewhere(string Serial) : StepRefusal;

    /// <summary>The form is not complete.</summary>
    /// <param name="Subject">Whose form.</param>
    /// <param name="Faults">What is wrong, by field.</param>
    public sealed record Incomplete(string Subject, IReadOnlyList<FieldFault> Faults) : StepRefusal;
}
