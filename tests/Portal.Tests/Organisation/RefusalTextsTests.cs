using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation;
using ThanhHoa.DigitalSignature.Organisation.Tables;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation;

public sealed class RefusalTextsTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public void Every_refusal_and_every_fault_of_a_file_has_its_sentence()
    {
        var text = portal.Host.Services.GetRequiredService<IStringLocalizer<ThanhHoa.DigitalSignature.Organisation.Texts>>();
        Assert.All(Enum.GetValues<RefusalCode>(), code => Assert.EndsWith(".", RefusalTexts.Of(new Refusal(code, "một", "hai", "ba"), text), StringComparison.Ordinal));
        Assert.All(Enum.GetValues<TableFault>(), fault => Assert.EndsWith(".", TableFaultTexts.Of(fault, "7", text), StringComparison.Ordinal));
    }
}
