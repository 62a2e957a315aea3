using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeuroKit.Distill.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Losses;

public sealed class LossContractTests : LossTest
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // + as it is
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    [SkippableTheory]
    [MemberData(nameof(Losses))]
    public void EveryTensorOnTheWayIsDisposed(string id, LossPreset preset)
    {
        using DistillationLoss loss = DistillationLosses.Create(Options(id, preset));
        (DistillationSide student, DistillationSide teacher) = RandomSides(3, 3, ScalarType.Float32);
        student.Logits.requires_grad_();
        Tensor targets = tensor([0L, 1L]);
        loss.call(student, teacher, targets).Dispose();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        DistillationTerms terms = loss.call(student, teacher, targets);
        Assert.Equal(before + terms.Terms.Count + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(terms.Weights, loss.Weights);
        terms.Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.False(student.Logits.IsInvalid);
    }

    [SkippableFact]
    public void AFailedCallLeavesNothingBehind()
    {
        using DistillationLoss loss = DistillationLosses.Create(Options("ld+bkd"));
        (DistillationSide student, DistillationSide teacher) = RandomSides(3, 3, ScalarType.Float32);
        Tensor targets = tensor([0L, 1L]);
        var incomplete = new DistillationSide(student.Logits);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Assert.Throws<ArgumentException>(() => loss.call(incomplete, teacher, targets));
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [SkippableTheory]
    [MemberData(nameof(Losses))]
    public void NoGradientReachesTheTeacher(string id, LossPreset preset)
    {
        using DistillationLoss loss = DistillationLosses.Create(Options(id, preset));
        (DistillationSide student, DistillationSide teacher) = RandomSides(3, 3, ScalarType.Float32);
        student.Logits.requires_grad_();
        foreach (Tensor tensor in teacher.Features.Values.Append(teacher.Logits))
            tensor.requires_grad_();
        using DistillationTerms terms = loss.call(student, teacher, tensor([0L, 1L]));
        terms.Total.backward();
        Assert.NotNull(student.Logits.grad);
        Assert.All(teacher.Features.Values.Append(teacher.Logits), tensor => Assert.Null(tensor.grad));
    }

    [SkippableFact]
    public void TheSumIsThatOfTheWeightedTerms()
    {
        (DistillationSide student, DistillationSide teacher) = RandomSides(3, 3);
        using DistillationLoss loss = DistillationLosses.Create(Options("tser+bkd"));
        loss.@double();
        using DistillationTerms terms = loss.call(student, teacher, tensor([0L, 1L]));
        Assert.Equal(["ce", "kl", "entropy", "bkd"], terms.Terms.Keys);
        Assert.Equal(-0.01, terms.Weights["entropy"]);
        IReadOnlyDictionary<string, double> values = terms.Read();
        Near(terms.Terms.Keys.Sum(name => terms.Weights[name] * values[name]), values["total"], 1e-12);
    }

    [SkippableFact]
    public void TheTaskAloneNeedsNoTeacher()
    {
        foreach (string id in new[] { "ce", "tet" })
        {
            using DistillationLoss loss = DistillationLosses.Create(Options(id));
            Assert.False(loss.NeedsTeacher);
            using DistillationTerms terms = loss.call(TwoSteps(), null, FirstClass());
        }

        using DistillationLoss distilled = DistillationLosses.Create(Options("ld"));
        Assert.True(distilled.NeedsTeacher);
        Assert.Throws<ArgumentNullException>(() => distilled.call(TwoSteps(), null, FirstClass()));
    }

    [SkippableFact]
    public void WrongTensorsSayWhatWasExpected()
    {
        using DistillationLoss loss = DistillationLosses.Create(Options("ld+bkd"));
        (DistillationSide student, DistillationSide teacher) = RandomSides(3, 3, ScalarType.Float32);
        Tensor targets = tensor([0L, 1L]);
        Throws("expected floating [T, N, K]", student with { Logits = rand(2, 4) }, teacher, targets);
        Throws("expected the same samples and classes", student, teacher with { Logits = rand(3, 2, 5) }, targets);
        Throws("expected classes, Int64 [2], or probabilities, floating [2, 4]", student, teacher, tensor([0L, 1L, 2L]));
        Throws("found no feature 'block1.out' of the student", student with { Features = new Dictionary<string, Tensor>() }, teacher, targets);
        Throws("expected the mean over the steps", With(student, rand([3, 2, 3, 3, 2])), teacher, targets);
        Throws("expected the same height and width", With(student, rand(2, 3, 3, 3)), teacher, targets);
        Throws("with 7 channels; expected 3", With(student, rand(2, 7, 3, 2)), teacher, targets);

        void Throws(string expected, DistillationSide own, DistillationSide other, Tensor aim)
            => Assert.Contains(expected, Assert.Throws<ArgumentException>(() => loss.call(own, other, aim)).Message, StringComparison.Ordinal);

        static DistillationSide With(DistillationSide side, Tensor feature)
            => side with { Features = new Dictionary<string, Tensor>(side.Features) { [Feature] = feature } };
    }

    [Theory]
    [InlineData("""{"id":"mse"}""", "found 'mse' for loss.id; expected one of ce, tet")]
    [InlineData("""{"id":"ld+wsld"}""", "expected one of ld and wsld only")]
    [InlineData("""{"id":"ld+ld"}""", "expected one of ld and ld only")]
    [InlineData("""{"id":"tser+ld"}""", "expected it without 'ld'")]
    [InlineData("""{"id":"lasnn+at"}""", "loss.features.matching")]
    [InlineData("""{"id":"tser","preset":"released-code"}""", "there is no released code of 'tser'")]
    [InlineData("""{"id":"ce","labelSmoothing":1}""", "found 1 for loss.labelSmoothing; expected 0 to below 1")]
    [InlineData("""{"id":"ce","logits":{}}""", "loss.logits")]
    [InlineData("""{"id":"ld","logits":{"temperature":0}}""", "found 0 for loss.logits.temperature; expected a number above 0")]
    [InlineData("""{"id":"ld","logits":{"weight":-1}}""", "found -1 for loss.logits.weight; expected at least 0")]
    [InlineData("""{"id":"ld","logits":{"entropyWeight":0.1}}""", "found 0.1 for loss.logits.entropyWeight; expected nothing")]
    [InlineData("""{"id":"wsld","logits":{"form":"ce"}}""", "loss.logits.form; expected wsld")]
    [InlineData("""{"id":"tser","logits":{"alpha":1.5}}""", "found 1.5 for loss.logits.alpha; expected 0 to 1")]
    [InlineData("""{"id":"tser","logits":{"average":"logits"}}""", "every term is taken step by step")]
    [InlineData("""{"id":"tser","logits":{"separateDivergence":false,"teacherSteps":"aligned-windows"}}""", "the divergence is not taken step by step")]
    [InlineData("""{"id":"skd","logits":{"separateCrossEntropy":true}}""", "'skd' has no term step by step")]
    [InlineData("""{"id":"ld","features":{"pairs":[{"student":"block7.out"}]}}""", "'ld' has no term on features")]
    [InlineData("""{"id":"bkd"}""", "found none for loss.features.pairs")]
    [InlineData("""{"id":"bkd","features":{"pairs":[{"student":""}]}}""", "loss.features.pairs[0]")]
    [InlineData("""{"id":"bkd","features":{"pairs":[{"student":"a"},{"student":"a","teacher":"a"}]}}""", "expected each pair once")]
    [InlineData("""{"id":"bkd","features":{"pairs":[{"student":"a","studentChannels":0}]}}""", "found 0 for loss.features.pairs[0].studentChannels; expected at least 1")]
    [InlineData("""{"id":"bkd","features":{"pairs":[{"student":"a"}],"maskRatio":1}}""", "found 1 for loss.features.maskRatio; expected 0 to below 1")]
    [InlineData("""{"id":"bkd","features":{"pairs":[{"student":"a"}],"matching":"plain"}}""", "'bkd' says it")]
    [InlineData("""{"id":"bkd","features":{"pairs":[{"student":"a"}],"reduction":"sum","referenceBatch":16}}""", "only batch-mean rescales")]
    [InlineData("""{"id":"kdsnn","features":{"pairs":[{"student":"a"}],"maskRatio":0.1}}""", "'kdsnn' blurs nothing")]
    [InlineData("""{"id":"kdsnn","features":{"pairs":[{"student":"a"}],"matching":"blurred"}}""", "kdsnn+bkd")]
    [InlineData("""{"id":"at","features":{"pairs":[{"student":"a"}],"roles":"teacher-to-student"}}""", "loss.features.roles")]
    public void WrongOptionsSayWhatWasExpected(string json, string expected)
    {
        DistillationLossOptions options = JsonSerializer.Deserialize<DistillationLossOptions>(json, s_json)!;
        Assert.Contains(expected, Assert.Throws<ArgumentException>(options.Resolve).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FeaturesNeedTheirChannels()
    {
        var options = new DistillationLossOptions { Id = "bkd", Features = new FeatureLossOptions { Pairs = [new FeaturePair("block7.out")] } };
        options.Resolve();
        Assert.Contains("loss.features.pairs[0].studentChannels", Assert.Throws<ArgumentException>(() => DistillationLosses.Create(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownNamesInJsonAreRejected()
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DistillationLossOptions>("""{"id":"ce","preset":"best"}""", s_json));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DistillationLossOptions>("""{"id":"ce","tau":2}""", s_json));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void ResolvedOptionsStayAsTheyAreAndSurviveJson(string id, LossPreset preset)
    {
        DistillationLossOptions resolved = Options(id, preset).Resolve();
        string json = JsonSerializer.Serialize(resolved, s_json);
        Assert.Equal(json, JsonSerializer.Serialize(resolved.Resolve(), s_json));
        DistillationLossOptions read = JsonSerializer.Deserialize<DistillationLossOptions>(json, s_json)!;
        Assert.Equal(json, JsonSerializer.Serialize(read.Resolve(), s_json));
        // A resolved loss does not depend on its preset any more, but for which there is no released code.
        if (preset != LossPreset.ReleasedCode)
            Assert.Equal(json, JsonSerializer.Serialize((read with { Preset = preset == LossPreset.Recommended ? LossPreset.AsPrinted : LossPreset.Recommended }).Resolve() with { Preset = preset }, s_json));
    }

    [Theory]
    [InlineData("""{"id":"ld+bkd","features":{"pairs":[{"student":"block7.out"}]}}""", """{"id":"ld+bkd","preset":"recommended","family":"convolutional","labelSmoothing":0,"logits":{"weight":1,"temperature":2,"temperatureSquared":true,"form":"ce"},"features":{"pairs":[{"student":"block7.out"}],"weight":0.002,"reduction":"batch-mean","referenceBatch":16,"maskRatio":0.4,"maskAxis":"channel","maskInEvaluation":false,"restore":true,"roles":"student-to-teacher","alignment":"when-widths-differ","matchMaximum":false}}""")]
    [InlineData("""{"id":"ld+bkd","preset":"as-printed","features":{"pairs":[{"student":"block7.out"}]}}""", """{"id":"ld+bkd","preset":"as-printed","family":"convolutional","labelSmoothing":0,"logits":{"weight":1,"temperature":2,"temperatureSquared":true,"form":"ce"},"features":{"pairs":[{"student":"block7.out"}],"weight":0.002,"reduction":"sum","maskRatio":0.4,"maskAxis":"channel","maskInEvaluation":false,"restore":true,"roles":"student-to-teacher","alignment":"when-widths-differ","matchMaximum":false}}""")]
    [InlineData("""{"id":"ld+bkd","preset":"released-code","family":"transformer","features":{"pairs":[{"student":"block2.out"}]}}""", """{"id":"ld+bkd","preset":"released-code","family":"transformer","labelSmoothing":0,"logits":{"weight":0.1,"temperature":2,"temperatureSquared":true,"form":"wsld"},"features":{"pairs":[{"student":"block2.out"}],"weight":7E-05,"reduction":"batch-mean","referenceBatch":1,"maskRatio":0.15,"maskAxis":"channel","maskInEvaluation":true,"restore":true,"roles":"teacher-to-student","alignment":"when-widths-differ","matchMaximum":false}}""")]
    [InlineData("""{"id":"tser"}""", """{"id":"tser","preset":"recommended","family":"convolutional","labelSmoothing":0,"logits":{"alpha":0.5,"temperature":5,"temperatureSquared":true,"taskTemperature":1,"separateCrossEntropy":true,"separateDivergence":true,"entropyWeight":0.01,"entropyTemperature":1,"teacherSteps":"mean"}}""")]
    [InlineData("""{"id":"tser","preset":"as-printed"}""", """{"id":"tser","preset":"as-printed","family":"convolutional","labelSmoothing":0,"logits":{"alpha":0.5,"temperature":5,"temperatureSquared":false,"taskTemperature":5,"separateCrossEntropy":true,"separateDivergence":true,"entropyWeight":0.01,"entropyTemperature":5,"teacherSteps":"mean"}}""")]
    public void WhatEachPresetFillsIn(string json, string resolved)
        => Assert.Equal(resolved, JsonSerializer.Serialize(JsonSerializer.Deserialize<DistillationLossOptions>(json, s_json)!.Resolve(), s_json));

    [Fact]
    public void EachDifferenceOfTheReleasedCodeIsASwitch()
    {
        var features = new FeatureLossOptions { Pairs = [new FeaturePair("a")], Roles = FeatureRoles.StudentToTeacher, MaskRatio = 0.4, Reduction = FeatureReduction.Sum };
        var logits = new LogitLossOptions { Form = SoftLabelForm.CrossEntropy, Weight = 1 };
        DistillationLossOptions undone = new DistillationLossOptions { Id = "ld+bkd", Preset = LossPreset.ReleasedCode, Logits = logits, Features = features with { MaskInEvaluation = false } }.Resolve();
        DistillationLossOptions printed = new DistillationLossOptions { Id = "ld+bkd", Preset = LossPreset.AsPrinted, Features = new FeatureLossOptions { Pairs = features.Pairs } }.Resolve();
        Assert.Equal(printed, undone with { Preset = LossPreset.AsPrinted });
        Assert.Equal(new TeacherPairing { ResetTeacherState = false, SharedAugmentation = false, SharedMixing = false }, TeacherPairing.For(LossPreset.ReleasedCode));
        Assert.Equal(new TeacherPairing(), TeacherPairing.For(LossPreset.Recommended));
    }
}
