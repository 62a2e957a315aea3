using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Losses;

/// <summary>What one draw of the mask blanks out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MaskAxis>))]
public enum MaskAxis
{
    /// <summary>A channel of a sample, everywhere (BKDSNN Eq. 2).</summary>
    [JsonStringEnumMemberName("channel")]
    Channel,

    /// <summary>A pixel of a sample, in all channels: in the released BKDSNN code, but not in use there.</summary>
    [JsonStringEnumMemberName("pixel")]
    Pixel,
}
