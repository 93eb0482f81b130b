using CsCheck;
using ThanhHoa.DigitalSignature.Organisation;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation;

public sealed class UnitHistoryTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static readonly DateOnly Beginning = new(2020, 1, 1);
    private static readonly Decision Number1 = new("1/QĐ", Beginning);

    [Fact]
    public async Task What_is_seeded_contradicts_itself_nowhere()
    {
        var history = await portal.Host.WithAsync<OrganisationDb, UnitHistory>(db => UnitHistory.LoadAsync(db, TestContext.Current.CancellationToken));
        Assert.True(history.All.Count > 700);
        Assert.Empty(Contradictions(history));
    }

    [Fact]
    public void No_sequence_of_acts_makes_history_contradict_itself() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 11], Gen.Int[0, 11], Gen.Int[1, 40], Gen.Int[0, 7]).Array[1, 60].Sample(acts =>
        {
            var root = Unit.Establish("38", "Tỉnh", UnitKind.Province, null, Beginning);
            var history = new UnitHistory([root]);
            var done = 0;
            foreach (var (verb, first, second, days, code) in acts)
            {
                var units = history.All.OrderBy(u => u.Code, StringComparer.Ordinal).ThenBy(u => u.ValidFrom).ToList();
                var (one, other, day) = (units[first % units.Count], units[second % units.Count], Beginning.AddDays(days * 10));
                var refusal = verb switch
                {
                    0 => history.Establish(new NewUnit($"M{code}", $"Đơn vị {units.Count}", UnitKind.Office), one, day, second % 3 == 0 ? day.AddDays(second * 20) : null, Number1),
                    1 => history.Move(one, other, day, Number1),
                    _ => history.LeftBehind(one, day.AddDays(-1)) ?? UnitHistory.End(one, day, Number1),
                };
                if (refusal is null) done++;
            }

            Assert.Empty(Contradictions(history));
            return done >= 0;
        }, iter: 3_000);

    [Fact]
    public void Each_contradiction_is_refused_by_its_name()
    {
        var root = Unit.Establish("38", "Tỉnh", UnitKind.Province, null, Beginning);
        var history = new UnitHistory([root]);
        DateOnly Day(int n) => Beginning.AddDays(n);
        Unit Made(string code, Unit parent, int from, int? to = null)
        {
            Assert.Null(history.Establish(new NewUnit(code, code, UnitKind.Office), parent, Day(from), to is { } last ? Day(last) : null, Number1));
            return history.Added[^1];
        }

        RefusalCode? Refused(Refusal? refusal) => refusal?.Code;
        var a = Made("A", root, 10);
        var b = Made("B", a, 20);
        var short_ = Made("S", root, 0, 15);
        Assert.Equal(RefusalCode.CodeTaken, Refused(history.Establish(new NewUnit("A", "khác", UnitKind.Office), root, Day(5), null, null)));
        Assert.Null(history.Establish(new NewUnit("S", "sau", UnitKind.Office), root, Day(16), null, null));
        Assert.Equal(RefusalCode.NotAUnitCode, Refused(history.Establish(new NewUnit("Ă", "x", UnitKind.Office), root, Day(5), null, null)));
        Assert.Equal(RefusalCode.RootStays, Refused(history.Establish(new NewUnit("39", "x", UnitKind.Province), root, Day(5), null, null)));
        Assert.Equal(RefusalCode.EndBeforeBegin, Refused(history.Establish(new NewUnit("C", "x", UnitKind.Office), root, Day(5), Day(4), null)));
        Assert.Equal(RefusalCode.ParentBeginsLater, Refused(history.Establish(new NewUnit("C", "x", UnitKind.Office), a, Day(5), null, null)));
        Assert.Equal(RefusalCode.ParentEnds, Refused(history.Establish(new NewUnit("C", "x", UnitKind.Office), short_, Day(5), null, null)));
        Assert.Equal(RefusalCode.ParentEnds, Refused(history.Move(b, short_, Day(30), null)));
        Assert.Equal(RefusalCode.UnderItself, Refused(history.Move(a, b, Day(30), null)));
        Assert.Equal(RefusalCode.AlreadyUnder, Refused(history.Move(b, a, Day(30), null)));
        Assert.Equal(RefusalCode.NotBegunYet, Refused(history.Move(b, root, Day(20), null)));
        Assert.Equal(RefusalCode.RootStays, Refused(history.Move(root, a, Day(20), null)));
        Assert.Equal(RefusalCode.RootStays, Refused(UnitHistory.End(root, Day(30), null)));
        Assert.Equal(RefusalCode.StaysUnderOthers, Refused(history.LeftBehind(a, Day(30))));
        Assert.Null(history.Move(b, root, Day(30), Number1));
        Assert.Equal(RefusalCode.LaterChange, Refused(history.Move(b, a, Day(30), null)));
        Assert.Equal(RefusalCode.LaterChange, Refused(UnitHistory.End(b, Day(25), null)));
        Assert.Equal(RefusalCode.StaysUnderOthers, Refused(history.LeftBehind(a, Day(28))));
        Assert.Null(history.LeftBehind(a, Day(29)));
        Assert.Null(UnitHistory.End(a, Day(30), Number1));
        Assert.Null(UnitHistory.End(a, Day(30), Number1));
        Assert.Equal(RefusalCode.EndsAlready, Refused(UnitHistory.End(a, Day(40), null)));
        Assert.Equal(RefusalCode.EndsAlready, Refused(history.Move(a, b, Day(40), null)));
        Assert.Equal(RefusalCode.NotBegunYet, Refused(UnitHistory.End(history.WithCode("S", Day(16))!, Day(16), null)));
        var deep = root;
        for (var level = 2; level <= UnitHistory.MostLevels; level++) deep = Made($"D{level}", deep, 50);
        Assert.Equal(RefusalCode.TooDeep, Refused(history.Establish(new NewUnit("D", "x", UnitKind.Office), deep, Day(50), null, null)));
        Assert.Empty(Contradictions(history));
    }

    /// <summary>What no history may say, asked of every unit and every day on which anything changes.</summary>
    internal static IEnumerable<string> Contradictions(UnitHistory history) =>
        history.All.SelectMany(unit => OfPlaces(unit).Concat(OfParents(unit, history))).Concat(OfCodes(history)).Concat(OfCircles(history));

    private static IEnumerable<string> OfPlaces(Unit unit)
    {
        if (unit.ValidTo < unit.ValidFrom) yield return $"{unit.Code} ends before it begins";
        var places = unit.Placements.OrderBy(p => p.ValidFrom).ToList();
        if (places.Count == 0 && unit.Kind is not UnitKind.Province) yield return $"{unit.Code} stands nowhere";
        if (places.Count > 0 && (places[0].ValidFrom != unit.ValidFrom || places[^1].ValidTo is not null)) yield return $"{unit.Code} stands nowhere for a time";
        foreach (var (before, after) in places.Zip(places.Skip(1)))
            if (before.ValidTo?.AddDays(1) != after.ValidFrom) yield return $"{unit.Code} stands at two places, or at none, before {after.ValidFrom}";
    }

    private static IEnumerable<string> OfParents(Unit unit, UnitHistory history)
    {
        foreach (var place in unit.Placements)
        {
            var (parent, last) = (history.Find(place.ParentId)!, place.ValidTo is null || unit.ValidTo < place.ValidTo ? unit.ValidTo : place.ValidTo);
            if (parent.ValidFrom > place.ValidFrom || (parent.ValidTo is { } end && (last is null || last > end))) yield return $"{unit.Code} stands under {parent.Code} when that is not there";
        }
    }

    private static IEnumerable<string> OfCodes(UnitHistory history)
    {
        foreach (var same in history.All.GroupBy(u => u.Code).Select(g => g.OrderBy(u => u.ValidFrom).ToList()))
            foreach (var (before, after) in same.Zip(same.Skip(1)))
                if (before.ValidTo is null || before.ValidTo >= after.ValidFrom) yield return $"two units are {after.Code} on {after.ValidFrom}";
    }

    private static IEnumerable<string> OfCircles(UnitHistory history)
    {
        foreach (var day in history.All.SelectMany(u => u.Placements).Select(p => p.ValidFrom).Distinct())
            foreach (var unit in history.All.Where(u => u.ExistsOn(day)))
            {
                var (above, steps) = (unit, 0);
                while (above.ParentOn(day) is { } parent && steps++ <= history.All.Count) above = history.Find(parent)!;
                if (steps > history.All.Count) yield return $"{unit.Code} stands below itself on {day}";
            }
    }
}
