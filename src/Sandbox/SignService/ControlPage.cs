using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Sandbox.SignService;

/// <summary>A page on which a person chooses whose token is plugged into the stand-in and what happens with it.</summary>
internal sealed class ControlPage(SignServiceHost component, SandboxOptions options)
{
    private string held = "";

    public void Map(WebApplication app)
    {
        app.MapGet("/sign-service", () => Results.Content(Write(), "text/html; charset=utf-8"));
        app.MapPost("/sign-service", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            if (Set(form)) return Results.Redirect("/sign-service");
            return Results.BadRequest();
        });
    }

    private IEnumerable<string> Tokens => Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "*.p12").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal) : [];

    private string Folder => Path.Combine(options.Data, "tokens");

    private bool Set(IFormCollection form)
    {
        var behaviour = component.Behaviour;
        if (!Enum.TryParse<SignServiceAnswer>(form["answer"], out var answer) || !int.TryParse(form["delay"], out var seconds) || seconds is < 0 or > 600) return false;
        var holder = form["holder"].ToString();
        if (holder.Length > 0 && !Tokens.Contains(holder)) return false;
        held = holder;
        behaviour.Holder = holder.Length > 0 ? Load(holder) : null;
        behaviour.Stranger = Tokens.FirstOrDefault(token => token != holder) is { } other ? Load(other) : null;
        (behaviour.Answer, behaviour.Delay) = (answer, TimeSpan.FromSeconds(seconds));
        (behaviour.RefusesTls, behaviour.IsNewer, behaviour.Certifies) = (form["refuses"] == "on", form["newer"] == "on", form["certifies"] == "on");
        return true;
    }

    private X509Certificate2 Load(string token) => X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(Folder, token + ".p12"), options.TokenPin);

    private string Write()
    {
        var behaviour = component.Behaviour;
        string Option(string value, string text, bool chosen) => $"<option value=\"{WebUtility.HtmlEncode(value)}\"{(chosen ? " selected" : "")}>{WebUtility.HtmlEncode(text)}</option>";
        string Box(string name, string text, bool on) => $"<p><label><input type=\"checkbox\" name=\"{name}\"{(on ? " checked" : "")}> {text}</label>";
        var holders = Option("", "(không cắm thiết bị nào)", held.Length == 0) + string.Concat(Tokens.Select(token => Option(token, token, token == held)));
        var answers = string.Concat(Enum.GetValues<SignServiceAnswer>().Select(answer => Option(answer.ToString(), Words(answer), answer == behaviour.Answer)));
        var page = new UriBuilder(component.Url) { Scheme = "https" }.Uri;
        return $$"""
            <!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>VGCA Sign Service (thử nghiệm)</title>
            <style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}select,input[type=number],button{font:inherit;min-height:44px}</style></head>
            <body><main><h1>Phần mềm thay thế VGCA Sign Service</h1>
            <p>Đang nghe ở <code>{{component.Url}}</code>. Lần đầu, hãy <a href="{{page}}">mở trang này</a> và chấp nhận chứng thư của nó, rồi mới ký trong cổng.</p>
            <form method="post"><p><label>Ai đang cắm thiết bị: <select name="holder">{{holders}}</select></label>
            <p><label>Người đó sẽ: <select name="answer">{{answers}}</select></label>
            <p><label>Sau bao nhiêu giây: <input type="number" name="delay" min="0" max="600" value="{{(int)behaviour.Delay.TotalSeconds}}"></label>
            {{Box("newer", "Ghi ETSI.CAdES.detached như bản mới", behaviour.IsNewer)}}{{Box("certifies", "Chữ ký đầu tiên khóa nội dung (DocMDP mức 2)", behaviour.Certifies)}}{{Box("refuses", "Từ chối kết nối TLS", behaviour.RefusesTls)}}
            <p><button>Đặt</button></form></main></body></html>
            """;
    }

    private static string Words(SignServiceAnswer answer) => answer switch
    {
        SignServiceAnswer.Sign => "ký",
        SignServiceAnswer.Cancel => "hủy",
        SignServiceAnswer.Error => "gặp lỗi thiết bị",
        SignServiceAnswer.WrongCertificate => "ký bằng thiết bị của người khác",
        SignServiceAnswer.AlteredFile => "ký một tệp đã bị sửa",
        SignServiceAnswer.UploadTwice => "ký, gửi lên hai lần",
        SignServiceAnswer.Silent => "ký rồi tắt phần mềm, không báo lại",
        _ => answer.ToString(),
    };
}
