using System.Net;
using ThanhHoa.DigitalSignature.Certificates;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Import;

public sealed class ImportedDevicesTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task A_list_of_devices_beside_the_certificates_is_entered_by_legal_moves_and_its_bad_lines_are_told()
    {
        using var keeper = await portal.SignInAsync("chuyen-vien-skhcn");
        var token = portal.Authority.IssuePerson("Chu Mẫu Phong", "gd-snv@trinh-dien.example");
        var sim = portal.Authority.IssuePerson("Chu Mẫu Phong", "gd-snv@trinh-dien.example");
        var unsure = portal.Authority.IssuePerson("Quách Mẫu Quân", "dia-chi-cu@trinh-dien.example");
        var list = """
            Tệp;Loại;Số hiệu;Số điện thoại;Nhà mạng;Trạng thái
            thu-muc/00.cer;E-token;PKI-1001;;;Bị khóa
            thu-muc/01.cer;SIM PKI;8984000001;0912 345 678;Viettel;
            ;PKI Token;pki-1002;;;

            thu-muc/00.cer;Thẻ nhớ;PKI-1003;;;
            thu-muc/01.cer;SIM PKI;8984000002;không có;;
            thu-muc/01.cer;E-token;PKI-1004;;;Đang mượn
            ;E-token;PKI-1005;;;Đang dùng
            thu-muc/02.cer;E-token;PKI-1006;;;
            ;E-token;PKI-1002;;;
            ;E-token;=1+1;;;
            """;

        var import = await portal.ImportAsync(keeper, Bundles.Zip([token.RawData, sim.RawData, unsure.RawData], list), "thiet-bi.zip");

        Assert.Equal("Locked InStock,Assigned,HandedOver,InUse,Locked", await MovesAsync("PKI-1001"));
        Assert.Equal("InUse InStock,Assigned,HandedOver,InUse", await MovesAsync("8984000001"));
        Assert.Equal("InStock InStock", await MovesAsync("PKI-1002"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from certificates.certificate c join certificates.device d on d.id = c.device_id and d.person_id = c.person_id and d.unit_id = c.unit_id where c.serial_number = '{sim.SerialNumber}' and c.device = 'SimPki' and d.phone_number = '0912345678' and d.carrier = 'Viettel'"));
        Assert.Equal("DeviceEntered,DeviceEntered,DeviceEntered,UnknownKind,Phone,UnknownState,NeedsCertificate,CertificateNotEntered,KnownDevice,Serial",
            await portal.TextAsync($"select string_agg(coalesce(device_fault, outcome), ',' order by ordinal) from certificates.imported_certificate where import_id = '{import}' and ordinal > 3"));
        var page = WebUtility.HtmlDecode(await keeper.ReadAsync($"/certificates/import/{import}"));
        Assert.Contains("thiet-bi.csv:6 – PKI-1003: Loại thiết bị phải là E-token hoặc SIM PKI.", page, StringComparison.Ordinal);
        Assert.Equal(3, await portal.CountAsync("select count(*) from certificates.device"));
    }

    [Fact]
    public void The_way_to_every_state_consists_of_legal_moves()
    {
        foreach (var state in Enum.GetValues<DeviceState>())
        {
            var at = DeviceState.InStock;
            foreach (var next in DeviceMoves.Way(DeviceState.InStock, state))
            {
                Assert.Contains(next, DeviceMoves.From(at));
                at = next;
            }

            Assert.Equal(state, at);
        }
    }

    private Task<string> MovesAsync(string serial) =>
        portal.TextAsync($"select d.state || ' ' || string_agg(m.\"to\", ',' order by m.ordinal) from certificates.device d join certificates.device_move m on m.device_id = d.id where d.serial = '{serial}' group by d.state");
}
