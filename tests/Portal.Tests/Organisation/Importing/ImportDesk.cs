using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Organisation;
using ThanhHoa.DigitalSignature.Organisation.Importing;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Tables;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Importing;

/// <summary>What an administrator does with a file, without the pages.</summary>
internal sealed class ImportDesk(PortalFixture portal)
{
    public static readonly string[] Units = ["Mã đơn vị", "Tên đơn vị", "Loại đơn vị", "Mã đơn vị cấp trên", "Từ ngày", "Đến hết ngày", "Số quyết định", "Ngày quyết định"];

    public static readonly string[] People = ["Họ và tên", "Thư điện tử công vụ", "Ngày sinh", "Điện thoại di động", "Số định danh cá nhân", "Mã đơn vị", "Chức vụ", "Lãnh đạo", "Thứ bậc", "Từ ngày", "Đến hết ngày", "Khác người trùng tên"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Hands a file in and lets the job look at it.</summary>
    public async Task<Import> CheckAsync(ImportKind kind, byte[] file, IReadOnlyList<Guid>? heldAt = null)
    {
        var import = Import.Receive(kind, "tep.xlsx", file.Length, new Importer(Guid.Empty, "thử", heldAt), TimeProvider.System.GetUtcNow());
        await portal.Host.WithAsync<OrganisationDb, int>(db =>
        {
            db.Imports.Add(import);
            db.ImportFiles.Add(new ImportFile { ImportId = import.Id, Content = file });
            return db.SaveChangesAsync(Stop);
        });
        return await RunAsync(import.Id);
    }

    /// <summary>Hands in rows below the header of their kind.</summary>
    public Task<Import> CheckAsync(ImportKind kind, params string[][] rows) => CheckAsync(kind, Sheets.Workbook([kind is ImportKind.Units ? Units : People, .. rows]));

    /// <summary>Says yes and lets the job load it.</summary>
    public async Task<Import> ApplyAsync(Import import)
    {
        await portal.Host.WithAsync<OrganisationDb, int>(async db =>
        {
            (await db.Imports.SingleAsync(i => i.Id == import.Id, Stop)).Approve("thử", TimeProvider.System.GetUtcNow());
            return await db.SaveChangesAsync(Stop);
        });
        return await RunAsync(import.Id);
    }

    public async Task<Import> LoadAsync(ImportKind kind, params string[][] rows) => await ApplyAsync(await CheckAsync(kind, rows));

    public async Task<Import> RunAsync(Guid id)
    {
        await using var scope = portal.Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RunImport>().RunAsync(id, Stop);
        return await FindAsync(id);
    }

    public Task<Import> FindAsync(Guid id) => portal.Host.WithAsync<OrganisationDb, Import>(db => db.Imports.AsNoTracking().SingleAsync(i => i.Id == id, Stop));

    /// <summary>Row, column and code of everything refused: <c>3 B – Thư điện tử công vụ NotAnEmail</c>.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(Import import) => await portal.Host.WithAsync<OrganisationDb, List<string>>(async db =>
        [.. (await db.ImportLines.AsNoTracking().Where(l => l.ImportId == import.Id && l.Outcome == LineOutcome.Refused).OrderBy(l => l.Row).ToListAsync(Stop))
            .SelectMany(line => line.FaultList.Select(f => $"{line.Row} {f.Column} {f.Refusal.Code}"))]);
}
