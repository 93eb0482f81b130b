using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Platform.OfficialDocuments;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Signing;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing;

public sealed class FileWarningTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Theory]
    [InlineData("Phê duyệt dự toán 1.250.000.000 đồng từ ngân sách.", true)]
    [InlineData("Hỗ trợ mỗi xã 35 triệu đồng trong năm.", true)]
    [InlineData("Hội đồng họp ngày 12.000 lượt người xem.", false)]
    public async Task A_document_that_speaks_of_a_sum_of_money_is_marked(string sentence, bool marked)
    {
        var file = await TakeAsync(Letter(sentence));
        Assert.Equal(marked, file.Warnings.HasFlag(FileWarning.Money));
    }

    [Fact]
    public async Task A_document_without_room_for_its_number_is_told_to_the_clerk_and_not_to_the_signer()
    {
        var without = await portal.Host.WithAsync<FileStore, SubmittedFile>(async files => await (await TakeAsync(PdfSample.Valid())).ForNumberAsync(files, null, TestContext.Current.CancellationToken));
        Assert.True(without.Warnings.HasFlag(FileWarning.NoRoomForNumber));
        Assert.False(without.Warnings.ForSigner().HasFlag(FileWarning.NoRoomForNumber));
    }

    private Task<SubmittedFile> TakeAsync(byte[] pdf) => portal.Host.WithAsync<FileStore, SubmittedFile>(async files =>
    {
        using var content = new MemoryStream(pdf);
        return await SubmittedFile.TakeAsync(content, "x.pdf", [], files, TestContext.Current.CancellationToken);
    });

    private static byte[] Letter(string sentence) => PdfWriter.Write(new OfficialDocument { Organisation = "SỞ TÀI CHÍNH", Symbol = "/QĐ-STC", Place = "Thanh Hóa", Title = "QUYẾT ĐỊNH", Body = [new OfficialBlock.Paragraph(sentence)] });
}
