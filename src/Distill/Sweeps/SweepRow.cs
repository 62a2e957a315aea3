using System.Text.Json;

namespace NeuroKit.Distill.Sweeps;

/// <summary>What a student gave at one setting.</summary>
/// <param name="Setting">The setting's name.</param>
/// <param name="Values">The value of each axis.</param>
/// <param name="Student">The student's run within the setting's folder, for example <c>student-t4</c>.</param>
/// <param name="Steps">Its frames a recording; null where they vary.</param>
/// <param name="ValidationAccuracy">The best epoch on the validation part: what settings are to be chosen by. Null where there is none.</param>
/// <param name="TestAccuracy">The test part, with the weights of that epoch, else of the last.</param>
/// <param name="LastTestAccuracy">The test part at the last epoch.</param>
public sealed record SweepRow(
    string Setting, IReadOnlyList<JsonElement> Values, string Student, int? Steps, double? ValidationAccuracy, double TestAccuracy, double LastTestAccuracy);
