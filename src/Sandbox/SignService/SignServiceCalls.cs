using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Sandbox.SignService;

/// <summary>What the component does for one call. A null reply closes the socket without a message.</summary>
internal sealed class SignServiceCalls(SignServiceBehaviour behaviour, TimeProvider clock)
{
    // A desktop process: no cookies, no browser. One for its whole life, as a desktop process has.
#pragma warning disable RS0030
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(3) };
#pragma warning restore RS0030

    public async Task<SignServiceReply?> AnswerAsync(string path, string message, CancellationToken cancel)
    {
        if (behaviour.Delay > TimeSpan.Zero) await Task.Delay(behaviour.Delay, clock, cancel);
        if (path is "/Config") return new SignServiceReply(0, "");
        if (behaviour.Holder is not { } holder) return new SignServiceReply(11, "Không tìm thấy thiết bị lưu khóa.");
        if (path is "/GetCertInfo") return new SignServiceReply(0, "") { CertInfo = Describe(holder) };
        switch (behaviour.Answer)
        {
            case SignServiceAnswer.Cancel: return null;
            case SignServiceAnswer.Error: return new SignServiceReply(9, "Thiết bị lưu khóa không phản hồi (mã 0x80090016).");
        }
        var token = behaviour.Answer is SignServiceAnswer.WrongCertificate ? behaviour.Stranger ?? holder : holder;
        var asked = SignServiceMessage.Read(message);
        return path switch
        {
            "/SignMsg" => SignText(message, token),
            "/Auth" => new SignServiceReply(0, "") { Signature = Convert.ToBase64String(ComponentSignature.SignText(Encoding.UTF8.GetBytes(message), token)) },
            // Pages open it only to see whether the component is there.
            "/SignXML" => new SignServiceReply(1, "Phần mềm thay thế không ký XML."),
            _ when asked is null => new SignServiceReply(2, "Yêu cầu không đọc được."),
            "/VerifyPDF" => await VerifyAsync(asked.FileName, cancel),
            "/SignFiles" => await SignManyAsync(asked, token, cancel),
            _ => Silenced(await SignOneAsync(path, asked, asked.FileName, token, cancel)),
        };
    }

    // Signed, sent – and then the page hears nothing.
    private SignServiceReply? Silenced(SignServiceReply reply) => behaviour.Answer is SignServiceAnswer.Silent ? null : reply;

    private async Task<SignServiceReply> SignOneAsync(string act, SignServiceMessage message, string from, X509Certificate2 token, CancellationToken cancel)
    {
        if (!Uri.TryCreate(from, UriKind.Absolute, out var source) || !Uri.TryCreate(message.FileUploadHandler, UriKind.Absolute, out var target)) return new SignServiceReply(3, "Địa chỉ tệp không hợp lệ.");
        try
        {
            using var download = await Http.GetAsync(source, cancel);
            if (!download.IsSuccessStatusCode) return new SignServiceReply(4, $"Không tải được tệp (HTTP {(int)download.StatusCode}).");
            var pdf = await download.Content.ReadAsByteArrayAsync(cancel);
            if (behaviour.Answer is SignServiceAnswer.AlteredFile) pdf = Alter(pdf);
            var signed = ComponentSignature.Sign(pdf, act, message, token, behaviour, clock.GetUtcNow());
            var reply = await UploadAsync(target, source, signed, message, cancel);
            if (behaviour.Answer is SignServiceAnswer.UploadTwice) reply = await UploadAsync(target, source, signed, message, cancel);
            return reply is null ? new SignServiceReply(5, "Máy chủ trả lời không đúng định dạng.")
                : new SignServiceReply(reply.Status ? 0 : 6, reply.Message ?? "") { FileName = reply.FileName, FileServer = reply.FileServer, DocumentNumber = reply.DocumentNumber, DocumentDate = reply.DocumentDate };
        }
        catch (PdfException unreadable)
        {
            return new SignServiceReply(7, $"Không ký được tệp ({unreadable.Code}).");
        }
        catch (HttpRequestException)
        {
            return new SignServiceReply(8, "Không kết nối được với máy chủ.");
        }
    }

    private async Task<SignServiceReply?> SignManyAsync(SignServiceMessage message, X509Certificate2 token, CancellationToken cancel)
    {
        var files = new List<FileReply>();
        foreach (var file in message.Files)
        {
            if (files.Count(f => f.Status == 0) >= behaviour.MostOfBatch)
            {
                files.Add(new FileReply(file.FileID, 11, "Không tìm thấy thiết bị lưu khóa."));
                continue;
            }
            var reply = await SignOneAsync("/SignApproved", message with { MetaData = [.. message.MetaData, new MetaDatum("FileID", file.FileID)] }, file.URL, token, cancel);
            files.Add(new FileReply(file.FileID, reply.Status, reply.Message));
        }
        return Silenced(new SignServiceReply(files.TrueForAll(f => f.Status == 0) ? 0 : 10, "") { Files = files });
    }

    private static async Task<UploadReply?> UploadAsync(Uri target, Uri source, byte[] signed, SignServiceMessage message, CancellationToken cancel)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (key, value) in message.MetaData) form.Add(new StringContent(value), key);
        form.Add(new ByteArrayContent(signed), "uploadfile", source.Segments[^1]);
        using var answer = await Http.PostAsync(target, form, cancel);
        try
        {
            return await answer.Content.ReadFromJsonAsync<UploadReply>(new JsonSerializerOptions(), cancel);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<SignServiceReply> VerifyAsync(string address, CancellationToken cancel)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var source)) return new SignServiceReply(3, "Địa chỉ tệp không hợp lệ.");
        try
        {
            using var pdf = new MemoryStream(await Http.GetByteArrayAsync(source, cancel));
            var report = PdfValidator.Validate(pdf, new ValidationOptions { At = clock.GetUtcNow() });
            return new SignServiceReply(report.IsIntact ? 0 : 1, $"{report.Signatures.Count} chữ ký, {(report.IsIntact ? "toàn vẹn" : "không toàn vẹn")}.");
        }
        catch (Exception wrong) when (wrong is PdfException or HttpRequestException)
        {
            return new SignServiceReply(4, "Không đọc được tệp.");
        }
    }

    private static SignServiceReply SignText(string base64, X509Certificate2 token)
    {
        var text = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, text, out var length)
            ? new SignServiceReply(0, "") { Signature = Convert.ToBase64String(ComponentSignature.SignText(text[..length], token)) }
            : new SignServiceReply(2, "Nội dung không phải base64.");
    }

    private static object Describe(X509Certificate2 holder) => new
    {
        holder.Subject,
        holder.Issuer,
        holder.SerialNumber,
        ValidFrom = holder.NotBefore.ToUniversalTime(),
        ValidTo = holder.NotAfter.ToUniversalTime(),
        CertBase64 = Convert.ToBase64String(holder.RawData),
    };

    // One letter of the first comment: still a PDF, no longer the one that was sent.
    private static byte[] Alter(byte[] pdf)
    {
        byte[] altered = [.. pdf];
        altered[7] = altered[7] == (byte)'7' ? (byte)'6' : (byte)'7';
        return altered;
    }
}
