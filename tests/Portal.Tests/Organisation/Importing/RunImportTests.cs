using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Organisation.Importing;
using ThanhHoa.DigitalSignature.Organisation.Tables;
using ThanhHoa.DigitalSignature.Platform.Tables;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Importing;

public sealed class RunImportTests(PortalFixture portal, ITestOutputHelper output) : IClassFixture<PortalFixture>
{
    private static readonly string[] One = ["Quách Thị Đợi", "doi.qt@thu.example", "", "", "", "STP", "Chuyên viên", "", "", "01/01/2024", "", ""];
    private readonly ImportDesk desk = new(portal);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<byte[], string, string> Files => new()
    {
        { "PK\x03\x04 hỏng"u8.ToArray(), nameof(TableFault.Damaged), "1" },
        { Encoding.GetEncoding("latin1").GetBytes("Ma don vi;Ho va ten\nA;caf\u00e9\n"), nameof(TableFault.UnknownEncoding), "2" },
        { "Họ và tên;Chức vụ;Từ ngày\nA;B;C\n"u8.ToArray(), nameof(TableFault.MissingColumns), "Mã đơn vị" },
        { "một;hai;ba\n1;2;3\n"u8.ToArray(), nameof(TableFault.NoHeader), "Họ và tên, Mã đơn vị, Chức vụ, Từ ngày" },
        { "Họ và tên;Mã đơn vị;Chức vụ;Từ ngày;Post\n"u8.ToArray(), nameof(TableFault.DoubleColumn), "Chức vụ" },
        { [], nameof(TableFault.Empty), "" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_is_no_table_is_refused_with_a_reason_and_changes_nothing(byte[] file, string fault, string detail)
    {
        var import = await desk.CheckAsync(ImportKind.People, file);
        Assert.Equal((ImportState.Unreadable, fault, detail), (import.State, import.Fault.ToString()!, import.FaultDetail!));
    }

    [Fact]
    public async Task A_heading_above_the_table_and_English_column_names_do_no_harm()
    {
        var import = await desk.CheckAsync(ImportKind.People, "DANH SÁCH CÁN BỘ\n\nFull name,Unit code,POST,From\nLù Văn Đầu,STP,Văn thư,01/01/2024\n"u8.ToArray());
        Assert.Equal((ImportState.Checked, 1), (import.State, import.Added));
    }

    [Fact]
    public async Task What_changed_since_the_preview_is_shown_again_before_it_is_loaded()
    {
        var check = await desk.CheckAsync(ImportKind.People, One);
        await desk.LoadAsync(ImportKind.People, One);
        var back = await desk.ApplyAsync(check);
        Assert.Equal((ImportState.Checked, TableFault.ChangedSince, 1), (back.State, back.Fault, back.Unchanged));
        Assert.Equal(ImportState.Applied, (await desk.ApplyAsync(back)).State);
    }

    [Fact]
    public async Task Running_it_twice_loads_once()
    {
        var applied = await desk.ApplyAsync(await desk.CheckAsync(ImportKind.People, ["Lương Văn Một", "motlan@thu.example", "", "", "", "STP", "Chuyên viên", "", "", "01/01/2024", "", ""]));
        await desk.RunAsync(applied.Id);
        Assert.Equal(1, await portal.CountAsync($"select count(*) from platform.audit_entry where act = 'organisation.import.applied' and subject_id = '{applied.Id}'"));
    }

    [Fact]
    public async Task Killed_in_the_middle_nothing_is_half_loaded_and_the_sweep_finishes_it()
    {
        var rows = Enumerable.Range(1, 6_000).Select(n => new[] { $"Kiều Văn {Letters(n)}", $"kill{n}@thu.example", "", "", "", "STP", "Chuyên viên", "", "", "01/01/2024", "", "" }).ToArray();
        var import = await desk.CheckAsync(ImportKind.People, rows);
        Assert.Equal(6_000, import.Added);
        await portal.ExecuteAsync($"update organisation.import set state = 'Approved', approved_by = 'thử' where id = '{import.Id}'");

        // The last thing the transaction writes is its audit entry: holding that table stops the job when every row is written.
        await using (var connection = new Npgsql.NpgsqlConnection(portal.ConnectionString))
        {
            await connection.OpenAsync(Stop);
            await using var transaction = await connection.BeginTransactionAsync(Stop);
            await using var hold = new Npgsql.NpgsqlCommand("lock table platform.audit_entry in exclusive mode", connection, transaction);
            await hold.ExecuteNonQueryAsync(Stop);
            using var process = await PortalProcess.StartAsync(portal.ConnectionString, portal.Settings.Append(new("Jobs:Run", "true")).Append(new("Demonstration:Enabled", "false")), Stop);
            while (await portal.CountAsync("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%audit_entry%'") == 0) await Task.Delay(50, Stop);
            process.Kill();
        }

        while (await portal.CountAsync("select count(*) from pg_stat_activity where state <> 'idle' and query like '%audit_entry%' and pid <> pg_backend_pid()") > 0) await Task.Delay(50, Stop);
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.person where email like 'kill%'"));
        Assert.Equal(ImportState.Approved, (await desk.FindAsync(import.Id)).State);

        await using var scope = portal.Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SweepImports>().RunAsync(Stop);
        Assert.Equal(ImportState.Applied, (await desk.FindAsync(import.Id)).State);
        Assert.Equal(6_000, await portal.CountAsync("select count(*) from organisation.person where email like 'kill%'"));
        Assert.Equal(6_000, await portal.CountAsync("select count(*) from organisation.post p join organisation.person w on w.id = p.person_id where w.email like 'kill%'"));
    }

    [Fact]
    public async Task What_fails_again_and_again_is_given_up()
    {
        var import = await desk.CheckAsync(ImportKind.People, ["Kha Văn Bỏ", "bo@thu.example", "", "", "", "STP", "Chuyên viên", "", "", "01/01/2024", "", ""]);
        await portal.ExecuteAsync($"update organisation.import set state = 'Approved', attempts = 3 where id = '{import.Id}'");
        var given = await desk.RunAsync(import.Id);
        Assert.Equal((ImportState.Unreadable, TableFault.GaveUp), (given.State, given.Fault));
    }

    [Fact]
    public async Task Files_and_refused_rows_are_thrown_away_when_nobody_works_on_them_any_more()
    {
        var import = await desk.CheckAsync(ImportKind.People, ["Không Đơn Vị", "", "", "", "", "KHONG", "Chuyên viên", "", "", "01/01/2024", "", ""]);
        await portal.ExecuteAsync($"update organisation.import set received_at = received_at - interval '15 days' where id = '{import.Id}'");
        await using var scope = portal.Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SweepImports>().RunAsync(Stop);
        Assert.Equal(ImportState.Discarded, (await desk.FindAsync(import.Id)).State);
        Assert.Equal(0, await portal.CountAsync($"select count(*) from organisation.import_file where import_id = '{import.Id}'"));
        Assert.Equal(0, await portal.CountAsync($"select count(*) from organisation.import_line where import_id = '{import.Id}'"));
    }

    [Fact]
    public async Task A_hundred_thousand_rows_are_read_looked_at_and_loaded_and_one_more_is_refused()
    {
        using var file = new MemoryStream();
        using (var workbook = new WorkbookWriter(file))
        {
            workbook.BeginSheet("Trang 1", [.. ImportDesk.People.Select(_ => 20)]);
            workbook.Header(ImportDesk.People);
            for (var n = 1; n <= 100_000; n++) workbook.Row(["Nguyễn Văn " + Letters(n), $"nhieu{n}@thu.example", "02/09/1980", "0912345678", "", "STP", "Chuyên viên", "", "", "01/01/2024", "", ""]);
        }

        var begun = Stopwatch.GetTimestamp();
        var import = await desk.CheckAsync(ImportKind.People, file.ToArray());
        var looked = Stopwatch.GetElapsedTime(begun);
        Assert.Equal((ImportState.Checked, 100_000), (import.State, import.Added));
        begun = Stopwatch.GetTimestamp();
        Assert.Equal(ImportState.Applied, (await desk.ApplyAsync(import)).State);
        output.WriteLine($"100,000 rows, {file.Length / 1024:N0} KB: looked at in {looked.TotalSeconds:0.0} s, loaded in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s; managed memory {GC.GetTotalMemory(forceFullCollection: false) >> 20} MB");
        Assert.Equal(100_000, await portal.CountAsync("select count(*) from organisation.person where email like 'nhieu%'"));
        Assert.Equal(100, await portal.CountAsync($"select percent from organisation.import_progress where import_id = '{import.Id}'"));

        var header = string.Join(';', ImportDesk.People) + "\n";
        var tooMany = await desk.CheckAsync(ImportKind.People, Encoding.UTF8.GetBytes(header + string.Concat(Enumerable.Repeat("A;;;;;;;;;;;\n", 100_001))));
        Assert.Equal((ImportState.Unreadable, TableFault.TooManyRows), (tooMany.State, tooMany.Fault));
    }

    /// <summary>A number as letters, for names carry no digits.</summary>
    private static string Letters(int number) => string.Concat(number.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => (char)('a' + digit - '0')));
}
