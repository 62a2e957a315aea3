using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Losses;

/// <summary>Where the values come from that the options leave open.</summary>
/// <remarks>
/// The BKDSNN paper and its released scripts for event frames are different losses. A preset only fills in what is left open, so each of
/// the differences is a switch of its own:
/// <list type="table">
/// <listheader><term>Switch</term><description>as printed; recommended; in the released code</description></listheader>
/// <item><term><see cref="FeatureLossOptions.Roles"/></term><description>student to teacher; the same; teacher to student</description></item>
/// <item><term><see cref="TeacherPairing.ResetTeacherState"/></term><description>yes; yes; no</description></item>
/// <item><term><see cref="TeacherPairing.SharedAugmentation"/></term><description>yes; yes; no</description></item>
/// <item><term><see cref="TeacherPairing.SharedMixing"/></term><description>yes; yes; no</description></item>
/// <item><term><see cref="LogitLossOptions.Form"/></term><description>cross-entropy; the same; weighted soft labels</description></item>
/// <item><term><see cref="FeatureLossOptions.MaskRatio"/>; <see cref="LogitLossOptions.Weight"/></term><description>0.40 and 1; the same; 0.15 and 1 (transformer: 0.1)</description></item>
/// <item><term><see cref="FeatureLossOptions.Reduction"/></term><description>sum; batch mean with the weight times the batch of the paper, 16; batch mean with the weight as it is</description></item>
/// <item><term><see cref="FeatureLossOptions.MaskInEvaluation"/></term><description>no; no; yes</description></item>
/// <item><term><see cref="LogitLossOptions.Average"/> (SKD, TSER)</term><description>probabilities; logits; no released code</description></item>
/// </list>
/// </remarks>
[JsonConverter(typeof(JsonStringEnumConverter<LossPreset>))]
public enum LossPreset
{
    /// <summary>
    /// As printed where it is printed, and where it only differs by the batch size, so that it does not: features summed over channels and
    /// pixels and averaged over the batch, the weight rescaled and recorded; TSER with cross-entropy and entropy at temperature 1 and the
    /// divergence at τ with τ², and where it is not taken step by step (SKD) on the mean of the logits, by which networks predict, instead of Eq. 7's
    /// mean of probabilities (<see cref="LogitLossOptions.Average"/>). α = 0.5 and λ = 0.01 are this library's choice: the TSER paper gives none.
    /// </summary>
    [JsonStringEnumMemberName("recommended")]
    Recommended,

    /// <summary>The equations as the papers print them; what they do not print is as recommended.</summary>
    [JsonStringEnumMemberName("as-printed")]
    AsPrinted,

    /// <summary>What the BKDSNN repository's scripts for CIFAR10-DVS compute. TSER, SKD and attention transfer have no released code and no such preset.</summary>
    [JsonStringEnumMemberName("released-code")]
    ReleasedCode,
}
