using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Syntax;

public sealed class StreamFiltersTests
{
    [Theory]
    [InlineData("78BB0000000100")]
    [InlineData("789C")]
    [InlineData("789CFFFF")]
    [InlineData("0000")]
    public void Data_that_cannot_be_inflated_is_refused_whatever_is_wrong_with_it(string hex)
    {
        var file = PdfFile.Open(new ByteSource(new MemoryStream(HandMade.Table())));
        var stream = new PdfStream(new PdfDictionary { ["Filter"] = new PdfName("FlateDecode") }, Convert.FromHexString(hex));
        try
        {
            Assert.Empty(StreamFilters.Decode(file, stream));
        }
        catch (PdfException error)
        {
            Assert.Equal(PdfErrorCode.Damaged, error.Code);
        }
    }
}
