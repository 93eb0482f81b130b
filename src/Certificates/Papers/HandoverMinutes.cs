using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Platform.OfficialDocuments;

namespace ThanhHoa.DigitalSignature.Certificates.Papers;

/// <summary>Who gives a device or takes it, as the minutes name them.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Position">Post and unit.</param>
internal sealed record HandoverParty(string Name, string Position);

/// <summary>Biên bản bàn giao thiết bị lưu khóa, in the layout of Decree 30/2020: one device, one giver, one receiver.</summary>
internal static class HandoverMinutes
{
    public const string Giver = "Bên giao", Receiver = "Bên nhận";

    public static OfficialDocument For(RequestLine line, Device device, Certificate? certificate, (HandoverParty Giver, HandoverParty Receiver) parties, FormSet forms, (string Organisation, string Place, DateOnly Day) made)
    {
        var kind = forms.Devices[device.Kind];
        List<OfficialBlock> body =
        [
            new OfficialBlock.Paragraph(forms.Basis, Italic: true),
            new OfficialBlock.Paragraph($"1. {Giver}: {parties.Giver.Name}, {parties.Giver.Position}.", Indented: false),
            new OfficialBlock.Paragraph($"2. {Receiver}: {parties.Receiver.Name}, {parties.Receiver.Position}.", Indented: false),
            new OfficialBlock.Paragraph($"Hai bên bàn giao thiết bị lưu khóa theo đề nghị số {line.Request.Number}:"),
            new OfficialBlock.Table(["Nội dung", "Thông tin"],
            [
                ["Loại thiết bị", kind],
                ["Số hiệu thiết bị", device.Serial],
                .. device.PhoneNumber is { } number ? (IReadOnlyList<string>[])[["Số thuê bao, nhà mạng", $"{number}, {device.Carrier}"]] : [],
                .. certificate is null ? [] : (IReadOnlyList<string>[])[["Chứng thư số cấp cho", certificate.SubjectName], ["Số hiệu chứng thư số", certificate.SerialNumber], ["Thời hạn", $"từ {certificate.NotBefore.ToOffset(TimeSpan.FromHours(7)):dd/MM/yyyy} đến {certificate.NotAfter.ToOffset(TimeSpan.FromHours(7)):dd/MM/yyyy}"]],
            ], [35, 65]),
            new OfficialBlock.Paragraph($"{Receiver} đã kiểm tra thiết bị, tự đặt mã PIN, chịu trách nhiệm giữ thiết bị và giữ bí mật mã PIN, báo ngay cho cơ quan quản lý khi mất, hỏng hoặc nghi lộ khóa."),
            new OfficialBlock.Paragraph($"Biên bản được ký số bằng chứng thư số của hai bên; {Receiver.ToLowerInvariant()} ký bằng chính thiết bị vừa nhận. Bản giấy ký tay có giá trị như nhau."),
        ];
        return new OfficialDocument
        {
            Organisation = made.Organisation,
            Symbol = "……/BB",
            Place = made.Place,
            Date = made.Day,
            Title = "Biên bản",
            Abstract = "Bàn giao thiết bị lưu khóa",
            Body = body,
            Signers = [new OfficialSigner(Receiver, parties.Receiver.Name), new OfficialSigner(Giver, parties.Giver.Name)],
        };
    }
}
