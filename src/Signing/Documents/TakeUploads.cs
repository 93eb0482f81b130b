using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Signing.Documents;

/// <summary>Takes the files of a form – the document and its appendices – or, where none was chosen, those handed in before. What a file is, its content says, not its name.</summary>
internal sealed class TakeUploads(FileStore files, IStringLocalizer<Texts> text)
{
    private const int MostAppendices = 20;

    /// <summary>The files in their order; empty when one was refused, which <paramref name="complain"/> is told with the field.</summary>
    /// <param name="pdf">The document.</param>
    /// <param name="appendices">Its appendices; none keeps those of before.</param>
    /// <param name="earlier">The document that is changed; null for a new one.</param>
    /// <param name="signers">Names to look for.</param>
    /// <param name="complain">Field and sentence.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<SubmittedFile>> RunAsync(IFormFile? pdf, IReadOnlyList<IFormFile> appendices, Document? earlier, IReadOnlyCollection<string> signers, Action<string, string> complain, CancellationToken cancel)
    {
        var document = pdf is null && earlier is not null ? await AgainAsync(earlier, 0, signers, cancel) : await TakeAsync(nameof(SubmitModel.Pdf), pdf, signers, complain, cancel);
        if (pdf is not null && document is not null) document = await document.ForNumberAsync(files, null, cancel);
        var taken = new List<SubmittedFile?> { document };
        if (appendices.Count > MostAppendices) complain(nameof(SubmitModel.Appendices), text["Tối đa {0} phụ lục. Hãy gộp bớt các tệp.", MostAppendices]);
        foreach (var appendix in appendices.Take(MostAppendices)) taken.Add(await TakeAsync(nameof(SubmitModel.Appendices), appendix, [], complain, cancel));
        if (appendices.Count == 0 && earlier is not null)
        {
            foreach (var part in earlier.Parts.Where(p => p > 0)) taken.Add(await AgainAsync(earlier, part, [], cancel));
        }

        return taken.Contains(null) ? [] : [.. taken.OfType<SubmittedFile>()];
    }

    /// <summary>The scan of a paper, which carries a number already and is left as it is; null when it was refused.</summary>
    public Task<SubmittedFile?> ScanAsync(IFormFile? pdf, Action<string, string> complain, CancellationToken cancel) => TakeAsync(nameof(SubmitModel.Pdf), pdf, [], complain, cancel);

    private async Task<SubmittedFile?> TakeAsync(string field, IFormFile? file, IReadOnlyCollection<string> signers, Action<string, string> complain, CancellationToken cancel)
    {
        var name = field == nameof(SubmitModel.Pdf) ? "" : $"{Path.GetFileName(file?.FileName)}: ";
        try
        {
            if (file is { Length: <= UploadFault.Limit })
            {
                await using var content = file.OpenReadStream();
                return await SubmittedFile.TakeAsync(content, file.FileName, signers, files, cancel);
            }

            complain(field, name + (file is null ? text["Hãy chọn tệp PDF."] : UploadFault.TooLarge(text)));
        }
        catch (PdfException e)
        {
            complain(field, name + UploadFault.Explain(e.Code, text));
        }

        return null;
    }

    /// <summary>The file as it was handed in last, without what was signed since.</summary>
    private async Task<SubmittedFile?> AgainAsync(Document earlier, int part, IReadOnlyCollection<string> signers, CancellationToken cancel)
    {
        var version = earlier.Versions.Where(v => v.Part == part && v.Origin is VersionOrigin.Submitted).MaxBy(v => v.Ordinal)!;
        await using var content = await files.OpenVerifiedAsync(version.Sha256, cancel);
        var taken = await SubmittedFile.TakeAsync(content, version.FileName, signers, files, cancel);
        return part == 0 ? await taken.ForNumberAsync(files, version.NumberFields, cancel) : taken;
    }
}
