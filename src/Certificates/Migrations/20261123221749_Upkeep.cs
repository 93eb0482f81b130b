using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace ThanhHoa.DigitalSignature.Certificates.Migrations
{
    /// <inheritdoc />
    public partial class Upkeep : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "file_sha256",
                schema: "certificates",
                table: "certificate_event",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "issuer_key_id",
                schema: "certificates",
                table: "certificate",
                type: "character varying(128)",
                maxLength: 128,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "expiry_day",
                schema: "certificates",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    certificates = table.Column<int>(type: "integer", nullable: false),
                    mails = table.Column<int>(type: "integer", nullable: false),
                    unheard = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_expiry_day", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "expiry_notice",
                schema: "certificates",
                columns: table => new
                {
                    certificate_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rung = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_expiry_notice", x => new { x.certificate_id, x.rung });
                    table.ForeignKey(
                        name: "fk_expiry_notice_certificate_certificate_id",
                        column: x => x.certificate_id,
                        principalSchema: "certificates",
                        principalTable: "certificate",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "finding",
                schema: "certificates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    certificate_id = table.Column<Guid>(type: "uuid", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    detail = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    dismissed_until = table.Column<DateOnly>(type: "date", nullable: true),
                    dismissed_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    dismissed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finding", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "followed_reorganisation",
                schema: "certificates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    followed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_followed_reorganisation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "proposed_request",
                schema: "certificates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reorganisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    decision_number = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    certificate_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    subject = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    subject_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    serial_number = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_demonstration = table.Column<bool>(type: "boolean", nullable: false),
                    request_id = table.Column<Guid>(type: "uuid", nullable: true),
                    dismissed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dismissed_because = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proposed_request", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "request_paper",
                schema: "certificates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    line_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    signers = table.Column<string>(type: "jsonb", nullable: false),
                    made_by = table.Column<Guid>(type: "uuid", nullable: false),
                    made_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    is_scan = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_request_paper", x => x.id);
                    table.ForeignKey(
                        name: "fk_request_paper_request_request_id",
                        column: x => x.request_id,
                        principalSchema: "certificates",
                        principalTable: "request",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "server_key",
                schema: "certificates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "vi-x-icu"),
                    purpose = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    service_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    site = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    server = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    certificate_id = table.Column<Guid>(type: "uuid", nullable: true),
                    custodian_id = table.Column<Guid>(type: "uuid", nullable: true),
                    custodian_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    milestones = table.Column<string>(type: "jsonb", nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_server_key", x => x.id);
                    table.ForeignKey(
                        name: "fk_server_key_certificate_certificate_id",
                        column: x => x.certificate_id,
                        principalSchema: "certificates",
                        principalTable: "certificate",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.InsertData(
                schema: "certificates",
                table: "holiday",
                columns: new[] { "day", "is_worked", "name" },
                values: new object[,]
                {
                    { new DateOnly(2025, 1, 1), false, "Tết Dương lịch" },
                    { new DateOnly(2025, 1, 27), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2025, 1, 28), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2025, 1, 29), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2025, 1, 30), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2025, 1, 31), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2025, 4, 7), false, "Giỗ Tổ Hùng Vương" },
                    { new DateOnly(2025, 4, 30), false, "Ngày Chiến thắng 30/4" },
                    { new DateOnly(2025, 5, 1), false, "Ngày Quốc tế lao động" },
                    { new DateOnly(2025, 9, 1), false, "Quốc khánh, liền kề (có thể thay đổi)" },
                    { new DateOnly(2025, 9, 2), false, "Quốc khánh" },
                    { new DateOnly(2026, 1, 1), false, "Tết Dương lịch" },
                    { new DateOnly(2026, 2, 16), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2026, 2, 17), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2026, 2, 18), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2026, 2, 19), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2026, 2, 20), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2026, 4, 27), false, "Giỗ Tổ Hùng Vương (nghỉ bù)" },
                    { new DateOnly(2026, 4, 30), false, "Ngày Chiến thắng 30/4" },
                    { new DateOnly(2026, 5, 1), false, "Ngày Quốc tế lao động" },
                    { new DateOnly(2026, 9, 1), false, "Quốc khánh, liền kề (có thể thay đổi)" },
                    { new DateOnly(2026, 9, 2), false, "Quốc khánh" },
                    { new DateOnly(2027, 1, 1), false, "Tết Dương lịch" },
                    { new DateOnly(2027, 2, 5), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2027, 2, 6), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2027, 2, 7), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2027, 2, 8), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2027, 2, 9), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2027, 2, 10), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2027, 2, 11), false, "Tết Âm lịch (có thể thay đổi)" },
                    { new DateOnly(2027, 4, 16), false, "Giỗ Tổ Hùng Vương" },
                    { new DateOnly(2027, 4, 30), false, "Ngày Chiến thắng 30/4" },
                    { new DateOnly(2027, 5, 3), false, "Ngày Quốc tế lao động (nghỉ bù)" },
                    { new DateOnly(2027, 9, 2), false, "Quốc khánh" },
                    { new DateOnly(2027, 9, 3), false, "Quốc khánh, liền kề (có thể thay đổi)" }
                });

            migrationBuilder.CreateIndex(
                name: "ix_finding_found_at_id",
                schema: "certificates",
                table: "finding",
                columns: new[] { "found_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_finding_rule_subject_id",
                schema: "certificates",
                table: "finding",
                columns: new[] { "rule", "subject_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_finding_unit_id_found_at_id",
                schema: "certificates",
                table: "finding",
                columns: new[] { "unit_id", "found_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_proposed_request_open",
                schema: "certificates",
                table: "proposed_request",
                column: "unit_id",
                filter: "request_id is null and dismissed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_proposed_request_reorganisation_id_certificate_id",
                schema: "certificates",
                table: "proposed_request",
                columns: new[] { "reorganisation_id", "certificate_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_request_paper_open",
                schema: "certificates",
                table: "request_paper",
                column: "made_at",
                filter: "settled_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_request_paper_request_id",
                schema: "certificates",
                table: "request_paper",
                column: "request_id");

            migrationBuilder.CreateIndex(
                name: "ix_server_key_certificate_id",
                schema: "certificates",
                table: "server_key",
                column: "certificate_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "expiry_day",
                schema: "certificates");

            migrationBuilder.DropTable(
                name: "expiry_notice",
                schema: "certificates");

            migrationBuilder.DropTable(
                name: "finding",
                schema: "certificates");

            migrationBuilder.DropTable(
                name: "followed_reorganisation",
                schema: "certificates");

            migrationBuilder.DropTable(
                name: "proposed_request",
                schema: "certificates");

            migrationBuilder.DropTable(
                name: "request_paper",
                schema: "certificates");

            migrationBuilder.DropTable(
                name: "server_key",
                schema: "certificates");

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2025, 1, 1));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2025, 1, 27));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2025, 1, 28));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2025, 1, 29));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2025, 1, 30));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2025, 1, 31));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2025, 4, 7));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2025, 4, 30));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2025, 5, 1));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2025, 9, 1));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2025, 9, 2));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2026, 1, 1));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2026, 2, 16));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2026, 2, 17));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2026, 2, 18));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2026, 2, 19));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2026, 2, 20));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2026, 4, 27));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2026, 4, 30));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2026, 5, 1));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2026, 9, 1));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2026, 9, 2));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2027, 1, 1));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2027, 2, 5));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2027, 2, 6));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2027, 2, 7));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2027, 2, 8));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2027, 2, 9));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2027, 2, 10));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2027, 2, 11));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2027, 4, 16));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2027, 4, 30));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2027, 5, 3));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2027, 9, 2));

            migrationBuilder.DeleteData(
                schema: "certificates",
                table: "holiday",
                keyColumn: "day",
                keyValue: new DateOnly(2027, 9, 3));

            migrationBuilder.DropColumn(
                name: "file_sha256",
                schema: "certificates",
                table: "certificate_event");

            migrationBuilder.DropColumn(
                name: "issuer_key_id",
                schema: "certificates",
                table: "certificate");
        }
    }
}
