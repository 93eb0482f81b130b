using Microsoft.AspNetCore.Http;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Signing.Verification;

/// <summary>One file from a request to its answer. Of the file nothing is left afterwards.</summary>
internal sealed class VerifyUpload(CurrentUser user, VerificationGate gate, FileReception reception, CheckFile check)
{
    private const string Nameless = "van-ban.pdf";

    /// <param name="http">The request; nothing of its body was read.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="needsToken">The request must come from one of our pages.</param>
    public async Task<(CheckedFile? Checked, VerificationRefusal? Refusal)> RunAsync(HttpContext http, VerificationRules rules, bool needsToken)
    {
        // Before a byte of the file is read: that is what the limits are for.
        if (gate.Wait(user, http.Connection.RemoteIpAddress, rules) is { } wait) return (null, new VerificationRefusal.TooOften(wait));
        using var place = gate.Arrive();
        if (!place.IsAcquired) return (null, new VerificationRefusal.Busy());
        var (file, password, refusal) = await reception.ReceiveAsync(http, rules, needsToken);
        if (file is null) return (null, refusal);
        await using (file)
            return await check.RunAsync(file.Content, file.Name.Length > 0 ? file.Name : Nameless, file.Sha256, password, http.RequestAborted);
    }
}
