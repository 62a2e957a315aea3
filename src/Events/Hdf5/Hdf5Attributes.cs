using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>Reads single attributes. The library's lock is held.</summary>
internal static class Hdf5Attributes
{
    private const int MaxTextBytes = 64 * 1024;

    /// <summary>An attribute's text, or its whole number as text; null where there is none that is a single value of these.</summary>
    public static unsafe string? Read(long obj, string name, Hdf5Place place)
    {
        byte[] bytes = Hdf5Text.Bytes(name);
        if (place.Status(H5A.exists(obj, bytes), "its attributes") == 0)
            return null;
        using var attribute = new Hdf5AttributeHandle(place.Id(H5A.open(obj, bytes), $"attribute {name}"));
        using var type = new Hdf5TypeHandle(place.Id(H5A.get_type(attribute.Id), $"the type of attribute {name}"));
        using var space = new Hdf5SpaceHandle(place.Id(H5A.get_space(attribute.Id), $"the size of attribute {name}"));
        if (H5S.get_simple_extent_npoints(space.Id) != 1)
            return null;
        if (Hdf5Types.Scalar(type.Id) is { } scalar)
        {
            byte* value = stackalloc byte[sizeof(ulong)];
            place.Status(H5A.read(attribute.Id, type.Id, (nint)value), $"attribute {name}");
            return scalar.Describe(new ReadOnlySpan<byte>(value, sizeof(ulong)));
        }

        if (H5T.get_class(type.Id) != H5T.class_t.STRING)
            return null;
        if (H5T.is_variable_str(type.Id) > 0)
        {
            IntPtr text = 0;
            place.Status(H5A.read(attribute.Id, type.Id, (nint)(&text)), $"attribute {name}");
            if (text == 0)
                return "";
            string result = Marshal.PtrToStringUTF8(text)!;
            _ = H5D.vlen_reclaim(type.Id, space.Id, H5P.DEFAULT, (nint)(&text));
            return result;
        }

        long size = H5T.get_size(type.Id);
        if (size is <= 0 or > MaxTextBytes)
            return null;
        byte[] fixedText = new byte[size];
        fixed (byte* at = fixedText)
            place.Status(H5A.read(attribute.Id, type.Id, (nint)at), $"attribute {name}");
        int end = Array.IndexOf<byte>(fixedText, 0);
        return Encoding.UTF8.GetString(fixedText, 0, end < 0 ? fixedText.Length : end).TrimEnd(' ');
    }

    /// <summary>The sensor's size, by attributes <c>width</c> and <c>height</c> or <c>geometry</c> ("1280x720").</summary>
    public static SensorSize? Size(long obj, Hdf5Place place)
    {
        string text = Read(obj, "width", place) is { } width && Read(obj, "height", place) is { } height
            ? $"{width}x{height}"
            : Read(obj, "geometry", place) ?? "";
        return SensorSize.TryParse(text, out SensorSize size) ? size : null;
    }

    /// <summary>The unit of times, by any of the attributes that say it.</summary>
    public static Hdf5TimeUnit Unit(long obj, Hdf5Place place, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            Hdf5TimeUnit unit = Read(obj, name, place)?.ToLower(CultureInfo.InvariantCulture) switch
            {
                "ns" or "nanosecond" or "nanoseconds" => Hdf5TimeUnit.Nanoseconds,
                "us" or "µs" or "usec" or "microsecond" or "microseconds" => Hdf5TimeUnit.Microseconds,
                "ms" or "msec" or "millisecond" or "milliseconds" => Hdf5TimeUnit.Milliseconds,
                "s" or "sec" or "second" or "seconds" => Hdf5TimeUnit.Seconds,
                _ => Hdf5TimeUnit.Unsaid,
            };
            if (unit != Hdf5TimeUnit.Unsaid)
                return unit;
        }

        return Hdf5TimeUnit.Unsaid;
    }
}
