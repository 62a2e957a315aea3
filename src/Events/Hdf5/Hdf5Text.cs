using System.Text;

namespace NeuroKit.Events.Hdf5;

/// <summary>Text as the library takes it: UTF-8 with a zero at its end.</summary>
internal static class Hdf5Text
{
    public static byte[] Bytes(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    /// <summary>A child's path.</summary>
    public static string Join(string path, string name) => path.EndsWith('/') ? path + name : $"{path}/{name}";

    /// <summary>The path without its last name; <c>/</c> for what stands at the top.</summary>
    public static string Parent(string path)
    {
        int slash = path.LastIndexOf('/');
        return slash <= 0 ? "/" : path[..slash];
    }

    /// <summary>A path as a user says it, made absolute.</summary>
    public static string Normal(string path) => "/" + path.Trim('/');
}
