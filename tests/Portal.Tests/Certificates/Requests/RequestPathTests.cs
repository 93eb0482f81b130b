using CsCheck;
using ThanhHoa.DigitalSignature.Certificates;
using ThanhHoa.DigitalSignature.Certificates.Requests;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Requests;

public sealed class RequestPathTests
{
    private static readonly WorkingDays Calendar = new(new HashSet<DateOnly>(), new HashSet<DateOnly>());
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    // What the law and the product say, written down a second time and another way: the states in the order of the way.
    private static readonly RequestState[] Way = [RequestState.Draft, RequestState.Submitted, RequestState.Confirmed, RequestState.Checked, RequestState.Sent, RequestState.Issued, RequestState.DeviceReceived, RequestState.HandedOver, RequestState.InUse];

    [Fact]
    public void However_people_click_a_line_never_leaves_its_way_and_nobody_approves_their_own()
    {
        var persons = Enumerable.Range(0, 4).Select(i => new Actor(Guid.CreateVersion7(), Guid.CreateVersion7(), $"Người {i}")).Append(Actor.Portal).ToArray();
        Gen.Select(Gen.Enum<RequestKind>(), Gen.Select(Gen.Enum<RequestAct>(), Gen.Int[0, 4], Gen.Bool).Array[1, 60]).Sample((kind, clicks) =>
        {
            var request = CertificateRequest.File(Guid.CreateVersion7(), kind, SubjectKind.Person, (Guid.CreateVersion7(), "Sở Thử"), "decree-68-2024", persons[0], Start);
            var line = request.Add(new RequestedSubject("Người giữ", request.UnitId, persons[1].PersonId), new Dictionary<string, string>());
            for (var i = 0; i < clicks.Length; i++)
            {
                var (act, who, says) = clicks[i];
                var (before, steps) = (line.State, line.Steps.Count);
                var refusal = line.Take(act, persons[who], Start.AddHours(i), Calendar, says ? "lý do" : "");
                if (refusal is not null)
                {
                    Assert.Equal((before, steps), (line.State, line.Steps.Count));
                    continue;
                }

                Assert.Equal(steps + 1, line.Steps.Count);
                var (from, to) = (Array.IndexOf(Way, before), Array.IndexOf(Way, line.State));
                // One step ahead, back to draft before the issuer has it, or out; where no device travels, straight from issued to use.
                var legal = to == from + 1
                    || (before == RequestState.Issued && line.State == RequestState.InUse && kind is RequestKind.Renewal or RequestKind.Change)
                    || (line.State == RequestState.Draft && from is > 0 and < 4 && says)
                    || (line.State == RequestState.Withdrawn && from < 3 && says)
                    || (line.State == RequestState.Refused && before is RequestState.Confirmed or RequestState.Sent && says);
                Assert.True(legal, $"{kind}: {before} –{act}→ {line.State}");
                Assert.False(kind is RequestKind.Revocation && to > 5, "A revocation ends with the issuer");
                if (act is RequestAct.Confirm or RequestAct.Check) Assert.True(who > 1, "Neither the filer nor the holder approves");
                if (act is RequestAct.ConfirmUse) Assert.Equal(1, who);
                if (act is RequestAct.Check) Assert.NotEqual(persons[who].AccountId, line.Steps.Last(s => s.Act == RequestAct.Confirm).AccountId);
                Assert.Equal(line.Steps[^1].To, line.State);
            }
        }, iter: 20_000);
    }

    [Fact]
    public void However_a_device_is_moved_every_move_is_in_the_table_and_its_history_is_one_chain()
    {
        Gen.Select(Gen.Enum<DeviceState>(), Gen.Bool).Array[1, 40].Sample(moves =>
        {
            var device = Device.Register(DeviceKind.EToken, " pki-01 ", (null, null), Actor.Portal, Start);
            foreach (var (to, withHolder) in moves)
            {
                var (before, count) = (device.State, device.History.Count);
                var moved = device.Move(to, withHolder ? (Guid.CreateVersion7(), Guid.CreateVersion7()) : null, Actor.Portal, Start);
                Assert.Equal(moved ? (to, count + 1) : (before, count), (device.State, device.History.Count));
                if (moved) Assert.Contains(to, DeviceMoves.From(before));
            }

            Assert.All(device.History.Zip(device.History.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            Assert.Equal(Enumerable.Range(1, device.History.Count), device.History.Select(m => m.Ordinal));
            // Held by somebody means that somebody is known, and in stock means nobody.
            if (DeviceMoves.IsHeld(device.State)) Assert.NotNull(device.UnitId);
            if (device.State == DeviceState.InStock) Assert.Null(device.PersonId);
            Assert.False(device.State == DeviceState.Destroyed && DeviceMoves.From(device.State).Count > 0);
        }, iter: 20_000);
    }

    [Theory]
    [InlineData("2026-03-02", 1, "2026-03-03")]
    [InlineData("2026-03-06", 1, "2026-03-09")]
    [InlineData("2026-03-07", 0, "2026-03-09")]
    [InlineData("2026-02-13", 1, "2026-02-23")]
    [InlineData("2026-02-13", 3, "2026-02-25")]
    public void The_clock_of_working_days_leaves_out_weekends_and_holidays_and_counts_worked_saturdays(string from, int days, string due)
    {
        var tet = Enumerable.Range(16, 5).Select(day => new DateOnly(2026, 2, day)).ToHashSet();
        var calendar = new WorkingDays(tet, new HashSet<DateOnly> { new(2026, 2, 28) });

        Assert.Equal(DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), calendar.After(DateTimeOffset.Parse($"{from}T09:00:00+07:00", System.Globalization.CultureInfo.InvariantCulture), days));
        Assert.Equal(new DateOnly(2026, 2, 28), calendar.After(new DateTimeOffset(2026, 2, 27, 9, 0, 0, TimeSpan.FromHours(7)), 1));
    }
}
