using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Certificates.Import;

/// <summary>
/// Enters the devices of an import and ties their certificates to them. A device that is in use gets there by the same legal
/// moves as any other, from the stock onwards, each written into its history. The caller saves.
/// </summary>
internal sealed class EnterDevices(CertificatesDb db, TimeProvider clock)
{
    public async Task RunAsync(CertificateImport import, IReadOnlyList<(int Ordinal, DeviceLine Line)> batch, CancellationToken cancel)
    {
        var files = batch.Select(b => b.Line.Certificate).OfType<string>().Distinct().ToList();
        var entered = await db.Imported.AsNoTracking().Where(i => i.ImportId == import.Id && i.CertificateId != null && files.Contains(i.EntryName)).Select(i => new { i.EntryName, Id = i.CertificateId!.Value }).ToListAsync(cancel);
        var ids = entered.Select(e => e.Id).ToList();
        var certificates = await db.Certificates.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        // A bag holds many: which of them is on the device is not said.
        var byFile = entered.GroupBy(e => e.EntryName).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => certificates[g.Single().Id]);
        var serials = batch.Select(b => b.Line.Serial).ToList();
        var known = (await db.Devices.AsNoTracking().Where(d => serials.Contains(d.Serial)).Select(d => new { d.Kind, d.Serial }).ToListAsync(cancel)).Select(d => (d.Kind, d.Serial)).ToHashSet();
        foreach (var (ordinal, line) in batch)
        {
            var certificate = line.Certificate is { } file ? byFile.GetValueOrDefault(file) : null;
            var fault = line.Fault
                ?? (line.Certificate is not null && certificate is not { UnitId: not null, DeviceId: null } ? DeviceFault.CertificateNotEntered
                : known.Add((line.Kind, line.Serial)) ? null : DeviceFault.KnownDevice);
            if (fault is null) Enter(import, line, certificate);
            db.Imported.Add(new ImportedCertificate
            {
                ImportId = import.Id,
                Ordinal = ordinal,
                EntryName = line.Name,
                Outcome = fault is null ? ImportOutcome.DeviceEntered : ImportOutcome.DeviceRefused,
                DeviceFault = fault,
                Detail = line.Serial.Length <= 60 ? line.Serial : line.Serial[..60],
                CertificateId = certificate?.Id,
            });
        }
    }

    private void Enter(CertificateImport import, DeviceLine line, Certificate? certificate)
    {
        var (now, actor) = (clock.GetUtcNow(), new Actor(import.SentBy, null, import.SentByName));
        var device = Device.Register(line.Kind, line.Serial, (line.Phone, line.Carrier), actor, now, import.IsDemonstration || certificate?.IsDemonstration == true);
        foreach (var state in DeviceMoves.Way(DeviceState.InStock, line.State))
            device.Move(state, state == DeviceState.Assigned ? (certificate!.PersonId, certificate.UnitId!.Value) : null, actor, now, import.FileName);
        db.Devices.Add(device);
        certificate?.PutOn(device.Id, now, import.SentBy, line.Kind);
    }
}
