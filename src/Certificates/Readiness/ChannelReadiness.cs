using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Certificates.Requests;

namespace ThanhHoa.DigitalSignature.Certificates.Readiness;

/// <summary>Who has to do the next thing.</summary>
internal enum ActionOwner
{
    /// <summary>The person.</summary>
    Person,

    /// <summary>The clerk of their unit.</summary>
    Clerk,

    /// <summary>The head of their unit.</summary>
    UnitHead,

    /// <summary>The lead agency.</summary>
    LeadAgency,

    /// <summary>The issuer.</summary>
    Issuer,
}

/// <summary>What can be the next thing to do.</summary>
internal enum ReadinessTask
{
    /// <summary>Không giữ chức vụ nào; không cần làm gì.</summary>
    TakeUpPost,

    /// <summary>Lập đề nghị cấp mới chứng thư số.</summary>
    FileRequest,

    /// <summary>Đăng ký tham gia tập huấn.</summary>
    Enrol,

    /// <summary>Cài phần mềm ký trên máy tính và cắm E-token.</summary>
    InstallAgent,

    /// <summary>Ký văn bản đầu tiên.</summary>
    SignFirst,

    /// <summary>Điền xong và trình đề nghị cấp mới.</summary>
    CompleteRequest,

    /// <summary>Xác nhận đề nghị cấp mới.</summary>
    ConfirmRequest,

    /// <summary>Thẩm tra đề nghị cấp mới.</summary>
    CheckRequest,

    /// <summary>Gửi đề nghị đến nơi cấp.</summary>
    SendRequest,

    /// <summary>Chờ nơi cấp trả lời.</summary>
    AwaitIssuer,

    /// <summary>Nhận thiết bị từ nơi cấp.</summary>
    ReceiveDevice,

    /// <summary>Bàn giao thiết bị.</summary>
    HandOver,

    /// <summary>Xác nhận đang sử dụng thiết bị.</summary>
    ConfirmUse,
}

/// <summary>The one next thing to do.</summary>
/// <param name="What">What.</param>
/// <param name="Owner">Who does it.</param>
/// <param name="Url">Where.</param>
internal sealed record NextAction(ReadinessTask What, ActionOwner Owner, string? Url);

/// <summary>How far one person is on one channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Steps">Each step that is asked for, and since when it is reached; null while it is not.</param>
/// <param name="Next">What to do; null when all is reached.</param>
internal sealed record ChannelReadiness(ReadinessChannel Channel, IReadOnlyList<(ReadinessStep Step, DateTimeOffset? Since)> Steps, NextAction? Next)
{
    public bool IsReady => Next is null;

    /// <summary>Reckons it from the facts. The first step that is missing says what to do.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="facts">What the person has reached on any channel.</param>
    /// <param name="known">Steps that some module knows about.</param>
    /// <param name="open">The open request for a new certificate on this channel; null when there is none.</param>
    /// <param name="fileUrl">Where a request is filed.</param>
    public static ChannelReadiness Of(ReadinessChannel channel, IReadOnlyCollection<ReadinessFact> facts, IReadOnlySet<ReadinessStep> known, (RequestState State, string Url)? open, string fileUrl)
    {
        var asked = Enum.GetValues<ReadinessStep>().Where(step => known.Contains(step) && (step != ReadinessStep.AgentSeen || channel == ReadinessChannel.Pc));
        var steps = asked.Select(step => (step, facts.Where(f => f.Step == step && (f.Channel is null || f.Channel == channel)).Select(f => (DateTimeOffset?)f.Since).Min())).ToList();
        var missing = steps.Where(s => s.Item2 is null).Select(s => (ReadinessStep?)s.step).FirstOrDefault();
        return new ChannelReadiness(channel, steps, missing is { } first ? ActionFor(first, open, fileUrl) : null);
    }

    private static NextAction ActionFor(ReadinessStep step, (RequestState State, string Url)? open, string fileUrl) => (step, open) switch
    {
        (ReadinessStep.Post, _) => new(ReadinessTask.TakeUpPost, ActionOwner.Clerk, null),
        (ReadinessStep.Device or ReadinessStep.Certificate, var (state, url)) => Waiting(state, url),
        (ReadinessStep.Device or ReadinessStep.Certificate, null) => new(ReadinessTask.FileRequest, ActionOwner.Clerk, fileUrl),
        (ReadinessStep.Trained, _) => new(ReadinessTask.Enrol, ActionOwner.Clerk, null),
        (ReadinessStep.AgentSeen, _) => new(ReadinessTask.InstallAgent, ActionOwner.Person, null),
        _ => new(ReadinessTask.SignFirst, ActionOwner.Person, "/signing/inbox"),
    };

    private static NextAction Waiting(RequestState state, string url) => state switch
    {
        RequestState.Draft => new(ReadinessTask.CompleteRequest, ActionOwner.Clerk, url),
        RequestState.Submitted => new(ReadinessTask.ConfirmRequest, ActionOwner.UnitHead, url),
        RequestState.Confirmed => new(ReadinessTask.CheckRequest, ActionOwner.LeadAgency, url),
        RequestState.Checked => new(ReadinessTask.SendRequest, ActionOwner.LeadAgency, url),
        RequestState.Sent => new(ReadinessTask.AwaitIssuer, ActionOwner.Issuer, url),
        RequestState.Issued => new(ReadinessTask.ReceiveDevice, ActionOwner.LeadAgency, url),
        RequestState.DeviceReceived => new(ReadinessTask.HandOver, ActionOwner.LeadAgency, $"{url}/handover"),
        _ => new(ReadinessTask.ConfirmUse, ActionOwner.Person, url),
    };
}
