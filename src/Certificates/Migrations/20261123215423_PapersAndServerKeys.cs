using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThanhHoa.DigitalSignature.Certificates.Migrations
{
    /// <inheritdoc />
    public partial class PapersAndServerKeys : Migration
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

            migrationBuilder.DropColumn(
                name: "file_sha256",
                schema: "certificates",
                table: "certificate_event");
        }
    }
}
