namespace NeuroKit.Training.Data;

/// <summary>What a random number is drawn for: draws for one purpose do not disturb another's.</summary>
internal enum DrawPurpose : ulong
{
    Order = 0x4f52_4445,
    Mixup = 0x4d49_5855,
    Steps = 0x5354_4550,
    Baseline = 0x4241_5345,
    Picture = 0x5049_4354,
    Apart = 0x4150_5254,
}
