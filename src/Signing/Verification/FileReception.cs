using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Net.Http.Headers;

namespace ThanhHoa.DigitalSignature.Signing.Verification;

/// <summary>
/// Reads the file out of a request as it arrives. The framework's form reading would store all of it first and ask
/// afterwards whether it may be there.
/// </summary>
internal sealed class FileReception(IAntiforgery antiforgery, IConfiguration settings)
{
    private const int MostSections = 16, MostFieldBytes = 4096, FormOverhead = 64 * 1024;
    private const string TokenField = "__RequestVerificationToken", TokenHeader = "RequestVerificationToken";

    /// <param name="http">The request; nothing of its body was read.</param>
    /// <param name="rules">Bounds the file.</param>
    /// <param name="needsToken">The request must come from one of our pages.</param>
    /// <returns>The file and the password that came with it, or why not.</returns>
    public async Task<(ReceivedFile? File, string? Password, VerificationRefusal? Refusal)> ReceiveAsync(HttpContext http, VerificationRules rules, bool needsToken)
    {
        var tooLarge = new VerificationRefusal.TooLarge(rules.MostMegabytes);
        // Set here and for this request alone; every other route keeps the small default. Twice as much as a file may have is
        // read and thrown away, so that whoever sent it gets an answer instead of a cut connection.
        var bearable = (2 * rules.MostBytes) + FormOverhead;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = bearable;
        if (http.Request.ContentLength > bearable) return (null, null, tooLarge);
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)) return (null, null, new VerificationRefusal.WrongType());
        try
        {
            var received = type.MediaType.Equals("application/pdf", StringComparison.OrdinalIgnoreCase) ? await WholeBodyAsync(http, rules, needsToken)
                : type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 70 } boundary
                ? await FormAsync(http, new MultipartReader(boundary, http.Request.Body), rules, needsToken)
                : (null, null, new VerificationRefusal.WrongType());
            if (received.Refusal is VerificationRefusal.TooLarge) await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
            return received;
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, null, tooLarge);
        }
        catch (InvalidDataException)
        {
            return (null, null, new VerificationRefusal.NoFile());
        }
    }

    private async Task<(ReceivedFile? File, string? Password, VerificationRefusal? Refusal)> WholeBodyAsync(HttpContext http, VerificationRules rules, bool needsToken)
    {
        if (needsToken && !await IsOursAsync(http)) return (null, null, new VerificationRefusal.Forged());
        if (http.Request.ContentLength == 0) return (null, null, new VerificationRefusal.NoFile());
        var name = ContentDispositionHeaderValue.TryParse(http.Request.Headers.ContentDisposition.ToString(), out var disposition) ? NameOf(disposition) : "";
        return await StoreAsync(http, http.Request.Body, name, rules) is { } file ? (file, null, null) : (null, null, new VerificationRefusal.TooLarge(rules.MostMegabytes));
    }

    private async Task<(ReceivedFile? File, string? Password, VerificationRefusal? Refusal)> FormAsync(HttpContext http, MultipartReader form, VerificationRules rules, bool needsToken)
    {
        var cancel = http.RequestAborted;
        ReceivedFile? file = null;
        string? password = null;
        try
        {
            for (var sections = 0; sections < MostSections && await NextAsync(form, cancel) is { } section; sections++)
            {
                if (section.GetContentDispositionHeader() is not { } disposition) continue;
                if (disposition.IsFileDisposition())
                {
                    // The token stands before the file in our form: a file that nobody vouches for is not even stored.
                    if (needsToken && !await IsOursAsync(http)) return (null, null, new VerificationRefusal.Forged());
                    if (file is not null) continue;
                    file = await StoreAsync(http, section.Body, NameOf(disposition), rules);
                    if (file is null) return (null, null, new VerificationRefusal.TooLarge(rules.MostMegabytes));
                    continue;
                }
                var value = await ShortTextAsync(section.Body, cancel);
                var field = HeaderUtilities.RemoveQuotes(disposition.Name).Value;
                if (field == TokenField && !http.Request.Headers.ContainsKey(TokenHeader)) http.Request.Headers[TokenHeader] = value;
                else if (string.Equals(field, "password", StringComparison.OrdinalIgnoreCase) && value.Length > 0) password = value;
            }
            var received = file;
            file = null;
            // A browser sends an empty part without a name when no file was chosen.
            return received is null or { Length: 0, Name.Length: 0 } ? (await Discard(received), null, new VerificationRefusal.NoFile()) : (received, password, null);
        }
        finally
        {
            if (file is not null) await file.DisposeAsync();
        }
    }

    // A form that ends early is the sender's fault; the reader says so in the words of a broken disk.
    private static async Task<MultipartSection?> NextAsync(MultipartReader form, CancellationToken cancel)
    {
        try
        {
            return await form.ReadNextSectionAsync(cancel);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException && !cancel.IsCancellationRequested)
        {
            throw new InvalidDataException("The form ends early", broken);
        }
    }

    private static async Task<ReceivedFile?> Discard(ReceivedFile? file)
    {
        if (file is not null) await file.DisposeAsync();
        return null;
    }

    private Task<ReceivedFile?> StoreAsync(HttpContext http, Stream from, string name, VerificationRules rules) =>
        ReceivedFile.CopyAsync(from, name, settings["Verification:Folder"] is { Length: > 0 } folder ? folder : Path.GetTempPath(), rules.MostBytes, http.RequestAborted);

    // Asked only with the header set: without it the framework would look into the form and read it whole.
    private async Task<bool> IsOursAsync(HttpContext http) => http.Request.Headers.ContainsKey(TokenHeader) && await antiforgery.IsRequestValidAsync(http);

    private static string NameOf(ContentDispositionHeaderValue disposition)
    {
        var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? "";
        // Old browsers send the whole path.
        return name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
    }

    private static async Task<string> ShortTextAsync(Stream from, CancellationToken cancel)
    {
        var bytes = new byte[MostFieldBytes];
        var length = await from.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
