using Microsoft.Extensions.Configuration;
using ThanhHoa.DigitalSignature.Certificates.Expiry;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Expiry;

public sealed class ExpiryLadderTests
{
    [Theory]
    [InlineData(91, null)]
    [InlineData(90, 90)]
    [InlineData(61, 90)]
    [InlineData(60, 60)]
    [InlineData(8, 30)]
    [InlineData(7, 7)]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    public void The_lowest_rung_reached_is_told(int daysLeft, int? rung) => Assert.Equal(rung, Ladder(null).At(daysLeft));

    [Fact]
    public void The_rungs_are_a_setting_in_any_order() => Assert.Equal([120, 45, 3], Ladder("3, 120,45").Rungs);

    [Theory]
    [InlineData("90;60")]
    [InlineData("0")]
    [InlineData("-5")]
    public void A_ladder_that_cannot_be_read_stops_the_start_and_says_so(string typed) =>
        Assert.Contains("Certificates:ExpiryLadder", Assert.Throws<InvalidOperationException>(() => Ladder(typed)).Message, StringComparison.Ordinal);

    private static ExpiryLadder Ladder(string? typed) => new(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Certificates:ExpiryLadder"] = typed }).Build());
}
