using System.Globalization;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Platform.OfficialDocuments;

namespace ThanhHoa.DigitalSignature.Certificates.Papers;

/// <summary>
/// The papers of a request in the layout of Decree 30/2020: the sending document with its list, and the form of each subject.
/// They are official Vietnamese documents whatever the reader's language is.
/// </summary>
internal static class RequestDocuments
{
    /// <summary>The document by which the unit sends its list to the lead agency and on to the issuer.</summary>
    public static OfficialDocument Sending(CertificateRequest request, FormSet forms, string place, string? superior, string leadAgency)
    {
        var lines = Living(request);
        var what = Heading(request, forms);
        return new OfficialDocument
        {
            Superior = superior,
            Organisation = request.UnitName,
            Symbol = "……/………",
            Place = place,
            Title = "Văn bản đề nghị",
            Abstract = what,
            Addressee = leadAgency,
            Body =
            [
                new OfficialBlock.Paragraph(forms.Basis, Italic: true),
                new OfficialBlock.Paragraph($"{request.UnitName} đề nghị {leadAgency} xem xét, chuyển {forms.Issuer} thực hiện việc {what.ToLower(CultureInfo.GetCultureInfo("vi-VN"))} cho {lines.Count} trường hợp theo danh sách dưới đây."),
                List(request, lines),
                new OfficialBlock.Paragraph($"{request.UnitName} xác nhận các thông tin trong danh sách và trong các biểu mẫu kèm theo là đúng, và chịu trách nhiệm quản lý thiết bị lưu khóa sau khi tiếp nhận."),
            ],
            Signers = [new OfficialSigner("Thủ trưởng đơn vị", "")],
            Recipients = ["Như trên"],
        };
    }

    /// <summary>One subject's form.</summary>
    public static OfficialDocument Form(RequestLine line, FormSet forms, string place)
    {
        var form = forms.For(line.Request.Subject);
        var questions = form.For(line.Kind).ToList();
        return new OfficialDocument
        {
            Organisation = line.Request.UnitName,
            Place = place,
            Title = $"Mẫu số {form.Code}",
            Abstract = Heading(line.Request, forms),
            Addressee = forms.Issuer,
            Body =
            [
                .. questions.Select((field, i) => new OfficialBlock.Paragraph($"{i + 1}. {field.Label}: {Answer(field, line, forms)}", Indented: false)),
                new OfficialBlock.Paragraph($"Tôi cam đoan các thông tin trên là đúng và chấp hành quy định của {forms.Name} về quản lý, sử dụng {forms.CertificateTerm}."),
            ],
            Signers = [new OfficialSigner("Xác nhận của cơ quan, tổ chức", ""), new OfficialSigner(line.PersonId is null ? "Người đại diện" : "Người đề nghị", line.PersonId is null ? "" : line.SubjectName)],
        };
    }

    private static OfficialBlock.Table List(CertificateRequest request, List<RequestLine> lines)
    {
        string Of(RequestLine line, string name) => line.Fields.GetValueOrDefault(name) ?? "";
        var isNew = request.Kind == RequestKind.New;
        return new OfficialBlock.Table(
            ["STT", request.Subject == SubjectKind.Person ? "Họ và tên" : "Tên", "Chức vụ, đơn vị", "Thư điện tử công vụ", isNew ? "Thiết bị" : "Số hiệu chứng thư số"],
            [.. lines.Select((line, i) => (IReadOnlyList<string>)[$"{i + 1}", line.SubjectName, string.Join(", ", new[] { Of(line, "position"), Of(line, "agency") }.Where(t => t.Length > 0)), Of(line, "email"), isNew ? Device(line) : Of(line, "oldSerial")])],
            [9, 23, 33, 24, 19]);

        static string Device(RequestLine line) => line.Fields.GetValueOrDefault("deviceKind") switch { "SimPki" => "SIM PKI", "EToken" => "PKI Token", _ => "" };
    }

    private static string Answer(FormField field, RequestLine line, FormSet forms)
    {
        var answer = line.Fields.GetValueOrDefault(field.Name) ?? "";
        return field.Kind switch
        {
            _ when answer.Length == 0 => "………………………………",
            FieldKind.Date when DateOnly.TryParseExact(answer, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
            FieldKind.Choice => RequestNames.OfOption(answer, forms),
            // A request of a server is long and says nothing to a reader.
            _ when field.Name == "csr" => "kèm theo tệp",
            _ => answer,
        };
    }

    private static string Heading(CertificateRequest request, FormSet forms) => request.Kind switch
    {
        RequestKind.DeviceRecovery => "Khôi phục thiết bị lưu khóa",
        _ => $"{RequestNames.Of(request.Kind)} {forms.CertificateTerm}",
    };

    private static List<RequestLine> Living(CertificateRequest request) => [.. request.Lines.Where(l => l.State is not (RequestState.Withdrawn or RequestState.Refused)).OrderBy(l => l.Ordinal)];
}
