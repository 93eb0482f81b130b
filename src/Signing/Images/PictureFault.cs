using Microsoft.Extensions.Localization;
using SkiaSharp;

namespace ThanhHoa.DigitalSignature.Signing.Images;

/// <summary>Looks at a picture before it may stand on documents: a transparent PNG of usable size, handwriting in blue, a seal in red (Decree 30/2020, annex I).</summary>
internal static class PictureFault
{
    /// <summary>Most bytes of a picture.</summary>
    public const int Limit = 1024 * 1024;

    private const int LeastPixels = 120, MostPixels = 2400;

    /// <summary>What is wrong, in a sentence that says what to do, or null; and the picture's height for a width of one.</summary>
    /// <param name="png">The bytes.</param>
    /// <param name="isSeal">A seal, else handwriting.</param>
    /// <param name="text">Sentences.</param>
    public static (string? Complaint, double Aspect) Find(byte[] png, bool isSeal, IStringLocalizer text)
    {
        if (png.Length > Limit) return (text["Hình lớn hơn 1 MB. Hãy giảm kích thước rồi chọn lại."], 0);
        using var data = SKData.CreateCopy(png);
        using var codec = SKCodec.Create(data);
        // The size is known from the header: nothing huge is ever unpacked.
        if (codec is null || codec.EncodedFormat != SKEncodedImageFormat.Png) return (text["Tệp không phải hình PNG. Hãy lưu hình ở dạng PNG, nền trong suốt."], 0);
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width < LeastPixels || height < LeastPixels / 3 || width > MostPixels || height > MostPixels)
            return (text["Hình rộng {0} × cao {1} điểm ảnh. Cần rộng từ {2} đến {3} điểm ảnh.", width, height, LeastPixels, MostPixels], 0);
        using var bitmap = SKBitmap.Decode(codec, new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        if (bitmap is null) return (text["Hình bị hỏng, không mở được. Hãy lưu lại rồi chọn lại."], 0);
        return (Colours(bitmap, isSeal, text), (double)height / width);
    }

    private static string? Colours(SKBitmap bitmap, bool isSeal, IStringLocalizer text)
    {
        long clear = 0, inked = 0, red = 0, green = 0, blue = 0;
        var pixels = bitmap.GetPixelSpan();
        for (var i = 0; i < pixels.Length; i += 4)
        {
            if (pixels[i + 3] < 32) clear++;
            if (pixels[i + 3] < 128) continue;
            (inked, red, green, blue) = (inked + 1, red + pixels[i], green + pixels[i + 1], blue + pixels[i + 2]);
        }

        var all = pixels.Length / 4;
        if (inked * 1000 < all) return text["Hình gần như trống. Hãy chọn hình có nét rõ."];
        if (clear * 5 < all) return text["Nền của hình không trong suốt nên sẽ che chữ. Hãy xóa nền rồi lưu lại dạng PNG."];
        if (isSeal && (red <= green * 1.3 || red <= blue * 1.3)) return text["Hình con dấu phải màu đỏ. Hãy chọn lại."];
        return !isSeal && (blue <= red * 1.1 || blue < green) ? text["Hình chữ ký phải màu xanh. Hãy chọn lại."].Value : null;
    }
}
