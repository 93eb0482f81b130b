using System.Globalization;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Reports;

/// <summary>The sentence for each conclusion and each refusal, and what to do next.</summary>
internal static class SummaryTexts
{
    private static readonly Bilingual AskForOriginal = new("Đừng dựa vào chữ ký này. Hãy xin lại bản gốc từ người ký.", "Do not rely on this signature. Ask the signer for the original.");
    private static readonly Bilingual SignAgain = new("Hãy đối chiếu với bản lưu ở nơi phát hành, hoặc đề nghị ký lại.", "Compare with the copy the issuing office keeps, or ask for a new signature.");
    private static readonly Bilingual AskAdministrator = new("Hãy báo quản trị viên kèm báo cáo này.", "Report it to the administrator together with this report.");

    public static Bilingual ChangedAfterwards { get; } = new(
        "Đừng dựa vào văn bản này: sau khi ký, văn bản đã bị thay đổi ngoài phạm vi mà chữ ký cho phép. Hãy xem những chỗ đã thay đổi và xin lại bản gốc từ người ký.",
        "Do not rely on this document: after signing it was changed in ways the signatures do not permit. Look at what was changed and ask the signer for the original.");

    /// <summary>Whether to believe a signature, and what to do next when not.</summary>
    public static (Bilingual Trust, Bilingual? Advice) Of(SignatureReport signature)
    {
        if (signature.Findings.Any(f => f.Code == FindingCode.TimeStampCopied))
            return (new("Đây là bản sao của một dấu thời gian khác, không chứng minh điều gì; các chữ ký không bị ảnh hưởng.", "This is a copy of another time stamp and proves nothing; the signatures are not affected."), null);
        if (signature.Findings.Any(f => f.Code == FindingCode.NeverSigned))
            return (new("Chỗ dành sẵn cho chữ ký còn trống: chưa ai ký vào đây.", "The place kept for a signature is empty: nobody signed here."), new("Hãy hỏi nơi gửi bản đã ký xong.", "Ask the sender for the document with its signature."));
        var (trust, advice) = Of(signature.Conclusion, signature.Kind == SignatureKind.DocumentTimeStamp);
        return signature.Changes == ChangeVerdict.Forbidden && signature.IsIntact
            ? (trust, new("Chữ ký chỉ có giá trị với bản lúc ký; văn bản hiện nay đã khác. Hãy so sánh với bản lúc ký, hoặc xin lại bản gốc từ người ký.", "The signature is about the document as it was signed; it is another one now. Compare it with what was signed, or ask the signer for the original."))
            : (trust, advice);
    }

    /// <summary>Why a file cannot be read, and what to do.</summary>
    public static Bilingual Of(PdfErrorCode? problem) => problem switch
    {
        null => new("Không đọc được tệp. Hãy kiểm tra tệp còn ở chỗ cũ rồi thử lại.", "The file cannot be read. Check that it is still in its place and try again."),
        PdfErrorCode.Empty => new("Tệp rỗng (0 byte) nên không có gì để kiểm tra. Hãy tải lại tệp, hoặc xin lại từ nơi gửi.", "The file is empty (0 bytes), there is nothing to check. Download it again, or ask the sender for it."),
        PdfErrorCode.NotPdf => new("Tệp không phải là PDF, dù tên có thể là .pdf. Hãy chọn tệp PDF đã ký.", "The file is not a PDF, even if its name ends in .pdf. Choose the signed PDF."),
        PdfErrorCode.Truncated => new("Tệp PDF bị cụt, thiếu phần cuối. Hãy tải lại tệp, hoặc xin lại từ nơi gửi.", "The end of the PDF is missing. Download it again, or ask the sender for it."),
        PdfErrorCode.PasswordRequired => new("Tệp PDF chỉ mở được bằng mật khẩu. Hãy nhập mật khẩu mở tệp rồi kiểm tra lại.", "The PDF opens only with a password. Enter it and check again."),
        PdfErrorCode.PasswordWrong => new("Mật khẩu chưa mở được tệp PDF. Hãy kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi nhập lại.", "The password does not open the PDF. Check the keyboard layout and Caps Lock, and enter it again."),
        PdfErrorCode.LimitExceeded => new("Tệp PDF quá phức tạp, có thể được tạo ra để làm quá tải phần mềm, nên không được kiểm tra tiếp. Đừng dựa vào tệp này; hãy xin lại bản gốc từ nơi gửi.", "The PDF is too complex and may have been made to overload programs, so the check was ended. Do not rely on it; ask the sender for the original."),
        PdfErrorCode.Unsupported => new("Tệp PDF dùng một kiểu lưu mà phần mềm này chưa đọc được, nên chưa kết luận được. Hãy báo quản trị viên.", "The PDF is stored in a way that this program does not read yet, so nothing can be said. Tell the administrator."),
        _ => new("Tệp PDF bị hỏng cấu trúc nên không kiểm tra được. Hãy tải lại tệp, hoặc xin lại bản gốc từ nơi gửi.", "The PDF's structure is damaged, so it cannot be checked. Download it again, or ask the sender for the original."),
    };

    private static (Bilingual Trust, Bilingual? Advice) Of(SignatureConclusion conclusion, bool isTimeStamp) => conclusion.SubIndication switch
    {
        SubIndication.None => isTimeStamp
            ? (new("Dấu thời gian do dịch vụ được tin cậy cấp.", "The time stamp comes from a trusted service."), null)
            : (new("Chứng thư số do tổ chức được tin cậy cấp, còn hiệu lực và không bị thu hồi tại thời điểm xét.", "The certificate was issued by a trusted authority, and was valid and not revoked at the moment that counts."), null),
        SubIndication.FormatFailure => (new("Chữ ký không đúng chuẩn nên không công nhận được.", "The signature does not follow its standard and cannot be recognised."), AskForOriginal),
        SubIndication.HashFailure => (new("Nội dung đã ký không còn như lúc ký.", "The signed content is no longer what was signed."), AskForOriginal),
        SubIndication.SigCryptoFailure => (new("Chữ ký không phải do khoá của chứng thư số này tạo ra.", "The signature was not made with the key of this certificate."), AskForOriginal),
        SubIndication.NotYetValid => (new("Chữ ký được chứng minh là có trước khi chứng thư số có hiệu lực.", "The signature is proven to be older than its certificate."), AskForOriginal),
        SubIndication.NoSigningCertificateFound => (new("Trong chữ ký không có chứng thư số của người ký.", "The signature does not hold the signer's certificate."), AskForOriginal),
        SubIndication.NoCertificateChainFound => (new("Chứng thư số không do tổ chức nào trong danh sách tin cậy cấp.", "The certificate was not issued by any authority on the list of those trusted."),
            new("Hãy hỏi người ký qua kênh khác. Nếu tổ chức cấp là hợp pháp, hãy báo quản trị viên bổ sung vào danh sách tin cậy.", "Ask the signer by other means. If the authority is a lawful one, tell the administrator to add it to the list.")),
        SubIndication.ChainConstraintsFailure => (new("Chứng thư số không được cấp để ký văn bản.", "The certificate is not one for signing documents."), new("Hãy đề nghị ký lại bằng chứng thư số dùng để ký văn bản.", "Ask for a new signature with a certificate for signing documents.")),
        SubIndication.CertificateChainGeneralFailure => (new("Chuỗi cấp của chứng thư số có lỗi.", "The certificate's chain of issuers is faulty."), AskAdministrator),
        SubIndication.CryptoConstraintsFailureNoPoe => (new("Chữ ký dùng thuật toán nay không còn đủ an toàn, và không có gì chứng minh chữ ký có từ khi thuật toán còn an toàn.", "The signature uses an algorithm that is no longer safe, and nothing proves that it was made while it was."), SignAgain),
        SubIndication.OutOfBoundsNoPoe => (new("Chứng thư số đã hết hạn, và không có gì chứng minh chữ ký có từ khi còn hạn.", "The certificate has expired, and nothing proves that the signature was made before."), SignAgain),
        SubIndication.RevokedNoPoe => (Revoked(conclusion), new("Đừng dựa vào chữ ký này trước khi hỏi lại người ký hoặc nơi phát hành.", "Do not rely on this signature before you have asked the signer or the issuing office.")),
        SubIndication.RevokedCaNoPoe => (new("Một tổ chức trong chuỗi cấp chứng thư số đã bị thu hồi, và không có gì chứng minh chữ ký có trước đó.", "An authority above the certificate was revoked, and nothing proves that the signature was made before."), SignAgain),
        SubIndication.NoPoe => (new("Những gì chứng minh thời điểm ký chưa đủ để kết luận.", "What is there to prove the time of signing does not suffice."), SignAgain),
        SubIndication.TryLater => (new("Chứng thư số do tổ chức được tin cậy cấp, nhưng lúc này chưa biết có bị thu hồi hay không.", "The certificate was issued by a trusted authority, but at the moment nobody can tell whether it was revoked."),
            new("Hãy kiểm tra lại sau ít phút; nếu cần gấp, hãy hỏi người ký.", "Check again in a few minutes; if it is urgent, ask the signer.")),
        _ => throw new ArgumentOutOfRangeException(nameof(conclusion), conclusion.SubIndication, null),
    };

    private static Bilingual Revoked(SignatureConclusion conclusion)
    {
        if (conclusion.Path?.Revoked is not { } revoked)
            return new("Chứng thư số đã bị thu hồi, và không có gì chứng minh chữ ký có trước đó.", "The certificate was revoked, and nothing proves that the signature was made before.");
        var since = SignatureSummary.Moment(revoked.Since);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"Chứng thư số đã bị thu hồi từ {since.Vietnamese}, và không có gì chứng minh chữ ký có trước đó."),
            string.Create(CultureInfo.InvariantCulture, $"The certificate was revoked on {since.English}, and nothing proves that the signature was made before."));
    }
}
